"""References: which problems the words of a measure or a cause mean."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.document import Document
from duizhao.document.references import Reference, ReferenceKind


def references(text: str) -> tuple[Reference, ...]:
    return Document.parse(text).sections[-1].traces.references


def targets(text: str, reference: Reference) -> list[str]:
    return [text[target.start : target.end] for target in reference.targets]


@pytest.mark.parametrize(
    "text, written, ordinals",
    [
        ("针对问题（三），我将列出清单。", "（三）", (3,)),
        ("针对问题一，我将列出清单。", "一", (1,)),
        ("就问题一，我将列出清单。", "一", (1,)),
        ("就第二个问题，我将列出清单。", "二", (2,)),
        ("第二个问题的整改已经开始。", "二", (2,)),
        ("针对第一、三个问题，逐条列出清单。", "一 三", (1, 3)),
        ("针对问题一、二，分别列出清单。", "一 二", (1, 2)),
        ("针对问题（一）（二），分别列出清单。", "（一） （二）", (1, 2)),
        ("针对问题一至三，统一列出清单。", "一 三", (1, 3, 2)),
        ("针对第1-3个问题，统一列出清单。", "1 3", (1, 3, 2)),
        ("针对问题（一）至（四），统一列出清单。", "（一） （四）", (1, 4, 2, 3)),
        ("针对问题一，二是列出清单。", "一", (1,)),
        ("针对问题1，5名同志分头联系。", "1", (1,)),
        ("针对问题（二），202", "（二）", (2,)),
        ("针对问题三（学习不系统），列出书单。", "三", (3,)),
        ("We train all drivers for problems 1 and 3.", "1 3", (1, 3)),
        ("A new lock was fitted in response to finding 2.", "2", (2,)),
    ],
)
def test_numbers(text: str, written: str, ordinals: tuple[int, ...]) -> None:
    (found,) = references(text)
    assert found.kind is ReferenceKind.ORDINAL
    assert " ".join(targets(text, found)) == written
    assert found.ordinals == ordinals


@pytest.mark.parametrize(
    "text",
    [
        "对于问题一追到底。",
        "整改问题一抓到底。",
        "整改问题一到底。",
        "解决问题一批，销号一批。",
        "解决问题十分有力。",
        "解决问题3个，销号2个。",
        "解决问题 3 个，销号 2 个。",
        "针对问题2024年再查一遍。",
        "对该问题不够重视。",
        "关于进一步解决群众反映的问题，另行研究。",
        "会上听取了关于库房钥匙无人保管的问题汇报。",
        "为问题三（一）再想办法。",
    ],
)
def test_no_references(text: str) -> None:
    assert references(text) == ()


@pytest.mark.parametrize(
    "text, words, sure",
    [
        ("关于“库房钥匙无人保管”问题的整改，已经完成。", "库房钥匙无人保管", True),
        ("针对“台账记得潦草”等问题，统一了格式。", "台账记得潦草", True),
        ("针对库房钥匙无人保管的问题，定了专人。", "库房钥匙无人保管", False),
        ("（一）关于库房钥匙无人保管的问题", "库房钥匙无人保管", False),
        ("关于库房钥匙无人保管的问题的整改情况如下。", "库房钥匙无人保管", False),
    ],
)
def test_quotations(text: str, words: str, sure: bool) -> None:
    (found,) = references(text)
    assert (found.kind, found.words, found.sure) == (ReferenceKind.QUOTE, words, sure)
    assert targets(text, found) == [words]


@pytest.mark.parametrize(
    "text, ids",
    [
        ("针对P3，换了新锁。", "P3"),
        ("针对P3、P4，换了新锁。", "P3 P4"),
        ("换了新锁（P3）。", "P3"),
        ("The new lock fixes P3.", "P3"),
    ],
)
def test_ids(text: str, ids: str) -> None:
    found = references(text)
    assert {each.kind for each in found} == {ReferenceKind.ID}
    assert " ".join(each.words for each in found) == ids
    assert [target for each in found for target in targets(text, each)] == ids.split()


@pytest.mark.parametrize(
    "text, span",
    [
        ("针对该问题，换了新锁。", "针对该问题"),
        ("对以上问题，换了新锁。", "对以上问题"),
        ("对该问题进行整改。", "对该问题"),
        ("整改措施：同上。", "同上"),
        ("同上", "同上"),
    ],
)
def test_what_points_back_names_nothing(text: str, span: str) -> None:
    (found,) = references(text)
    assert (found.kind, found.targets) == (ReferenceKind.BACK, ())
    assert text[found.span.start : found.span.end] == span


def test_what_is_surer_wins_where_two_overlap() -> None:
    (found,) = references("针对“问题一、二处理得慢”问题，换了办法。")
    assert found.kind is ReferenceKind.QUOTE


@pytest.mark.parametrize("text", ["`针对问题一，`是一种写法。", "```\n针对问题一，\n```\n", "<!-- 针对问题一， -->\n"])
def test_code_and_comments_refer_to_nothing(text: str) -> None:
    assert references(text) == ()


_WORDS = "针对 就 对 关于 解决 问题 隐患 的问题 一 三 十 （一） (2) 第 个 、 ， 至 - “ ” 同上 ： | 整改"
_SIGNS = "P3 （ ） fixes for problem 3 . ` <!-- -->"
_PIECES = st.sampled_from([*_WORDS.split(" "), *_SIGNS.split(" "), " ", "\n", "\n\n"])


@given(st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=40).map("".join))
def test_any_text_is_read_and_spans_lie_inside_the_section(text: str) -> None:
    for section in Document.parse(text).sections:
        end = 0
        for each in section.traces.references:
            assert end <= each.span.start < each.span.end <= len(section.text)
            end = each.span.end
            assert all(each.span.start <= left < right <= each.span.end for left, right in each.targets)
            assert each.kind is not ReferenceKind.ORDINAL or len(each.ordinals) >= len(each.targets) > 0


@pytest.mark.parametrize("piece", ["针对问题一、", "针对", "（A4）", "关于问题的", "|   ", "in response to "])
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    def cost(count: int) -> float:
        best = 9.0
        for _ in range(3):
            section = Document.parse(piece * count).sections[0]
            start = perf_counter()
            section.traces  # noqa: B018
            best = min(best, perf_counter() - start)
        return best

    assert cost(5000) < 40 * cost(500) + 0.01
