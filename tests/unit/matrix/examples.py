"""Matrices written by hand: what a reader of a small report expects to see."""

from duizhao.matrix.rows import Entry, FileMatrix, Matrix, Row, Standing, Tone

COVERED = Standing("covered", "已对应", Tone.DONE)
INFERRED = Standing("inferred", "推断对应", Tone.LIKELY)
UNCOVERED = Standing("uncovered", "未对应", Tone.OPEN)
JUSTIFIED = Standing("justified", "免对应", Tone.EXEMPT)
NO_SOURCE = Standing("no source", "无来源", Tone.OPEN)
RECTIFIED = Standing("rectified", "已整改", Tone.DONE)
BEING_RECTIFIED = Standing("being rectified", "正在整改", Tone.PARTLY)

REPORT = Matrix(
    "zh",
    "水务所检查报告",
    problems=(
        Row(
            1,
            COVERED,
            Entry("巡库记录不全", 5),
            (Entry("人手不足", 14, why="同一行"),),
            (
                Entry("增配两名巡库员", 21, why="“针对问题（一）”", owner="陈立", deadline="3月底前"),
                Entry("每周抽查一次记录", 22, why="“针对问题（一）”", owner="何敏"),
            ),
        ),
        Row(
            2,
            INFERRED,
            Entry("设备老化", 7, points=("闸门漏水", "水尺模糊")),
            (Entry("投入不够", 15, why="按同一方面推断"),),
            (Entry("更换闸门", 23, why="按次序推断", owner="陈立"),),
        ),
        Row(3, UNCOVERED, Entry("收费不公开", 9)),
        Row(4, JUSTIFIED, Entry("办公用房紧张", 10), remark="由县里统一安排"),
    ),
    unanswering=(Row(None, NO_SOURCE, measures=(Entry("做好防汛值班", 24),)),),
    past=(
        Row(
            1,
            RECTIFIED,
            Entry("台账缺页", 30),
            follow_ups=(Entry("已补齐全部台账", 31, why="栏目"),),
        ),
        Row(2, BEING_RECTIFIED, Entry("水费拖欠", 33), follow_ups=(Entry("已收回八成", 34, why="栏目"),)),
    ),
)
FILE = FileMatrix("water.md", "file:///drafts/water.md", REPORT)


def single(text: str) -> FileMatrix:
    """A file whose only problem, its name and its title are `text`."""
    row = Row(1, UNCOVERED, Entry(text, 1, points=(text,)), (Entry(text, 2, why=text),), remark=text)
    return FileMatrix(text, None, Matrix("zh", text, (row,)))
