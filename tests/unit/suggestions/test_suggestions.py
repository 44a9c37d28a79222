"""Suggestions by words: the right one among the first three where there are words to go by, and no harm done."""

import os
import threading
import time
from pathlib import Path

import pytest

from duizhao.document import Document
from duizhao.lsp.suggesting import Suggester
from duizhao.pairing.pairing import Pairer, Pairing
from duizhao.rules import RuleSet
from duizhao.suggestions.partners import Suggested, is_open, suggested
from duizhao.suggestions.ranking import suggest
from duizhao.suggestions.tokenizer import Tokenizer

PAIRS = [
    ("巡库记录不全，夜间漏登", "增设夜班登记簿，班长每天核对巡查台账"),
    ("为民服务意识淡薄，群众来访等得久", "牢记宗旨，设立首问岗，让来办事的百姓少跑腿"),
    ("会议落实会议、文件落实文件", "自觉抵制“四风”，每月发文压减三成"),
    ("走访少，不了解村里情况", "每月蹲点两天，到农户家里听意见"),
    ("消防通道堆放杂物", "清空楼梯间，划定禁放线，每周检查防火门"),
    ("预算编制粗放，资金沉淀", "细化支出科目，季度末清理结余款项"),
    ("特种设备操作人员无证上岗", "组织叉车司机培训考核，持证后再上机"),
    ("对新产业研究不深，招商办法不多", "围绕产业链列出招商清单，每季度专题研究"),
    ("党课照本宣科，年轻人不爱听", "请一线职工讲身边事，每次党课后收集反馈"),
    ("采购合同审核把关不严", "合同签订前由法律顾问和财务会签"),
    ("Alerts fired but nobody owned them", "Assign an owner to every alert and page the on-call engineer"),
    ("Retries had no backoff and doubled the load", "Add exponential backoff to the retry queue"),
    ("Leavers keep their accounts", "Review account access every month and close those of leavers"),
    ("Backups were never restored in a test", "Run a restore drill from backup each quarter"),
    ("The release went to all servers at once", "Roll out releases to two canary servers first"),
]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    return Tokenizer(tmp_path_factory.mktemp("cache"))


def paired(text: str) -> Pairing:
    return Pairer(RuleSet("none")).pair(Document.parse(text))


def test_the_right_measure_is_among_the_first_three(tokenizer: Tokenizer) -> None:
    problems, measures = [problem for problem, _ in PAIRS], [measure for _, measure in PAIRS]
    ranked = suggest(problems, measures[::-1], tokenizer.words)
    hits = [any(each.partner == len(PAIRS) - 1 - place for each in found) for place, found in enumerate(ranked)]
    assert sum(hits) >= 0.75 * len(PAIRS)


def test_what_is_shared_is_told(tokenizer: Tokenizer) -> None:
    ((first, *_),) = suggest(["消防通道堆放杂物"], ["按时上报。清空消防通道。", "做好值班。"], tokenizer.words)
    assert (first.partner, first.clear) == (0, True)
    assert set(first.shared) >= {"消防通道"} or set(first.shared) >= {"消防", "通道"}
    assert "按时上报。清空消防通道。"[slice(*first.sentence)] == "清空消防通道。"


def test_words_of_the_genre_are_no_evidence(tokenizer: Tokenizer) -> None:
    assert suggest(["加强学习的力度不够"], ["进一步加强工作，提高水平"], tokenizer.words) == ((),)


def test_prescribed_words_are_no_evidence(tokenizer: Tokenizer) -> None:
    with_them = suggest(["红色基因传承"], ["传承红色基因", "修路"], tokenizer.words)
    without = suggest(["红色基因传承"], ["传承红色基因", "修路"], tokenizer.words, never=["传承红色基因方面"])
    assert [len(with_them[0]), len(without[0])] == [1, 0]


def test_a_cancelled_request_says_nothing(tokenizer: Tokenizer) -> None:
    assert suggest(["消防通道"], ["消防通道"], tokenizer.words, cancelled=lambda: True) == ((),)


def test_a_thousand_on_both_sides_are_no_product(tokenizer: Tokenizer) -> None:
    problems = [
        f"第{number}号泵站的{part}漏水，巡查人员没有登记。"
        for number in range(250)
        for part in ("阀门", "管道", "闸门", "水尺")
    ]
    ranked = suggest(problems, [f"更换{problem[2:8]}配件。" for problem in problems], tokenizer.words)
    assert len(ranked) == 1000


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Tokenizer(tmp_path / "file" / "cache").words("消防通道堵塞") != []


def test_the_dictionary_is_kept_in_the_folder(tmp_path: Path) -> None:
    Tokenizer(tmp_path)
    assert [name for name in os.listdir(tmp_path) if name.endswith(".cache")]


TEXT = (
    "## 一、存在的问题\n\n1.消防通道堆放杂物。两处。\n\n2.账目不清。三笔。\n\n3.值班脱岗。一次。\n\n"
    "## 二、整改措施\n\n1.核对账目。逐笔。\n\n2.清空消防通道。当天。\n"
)


def test_open_problems_and_free_measures_are_candidates_for_each_other(tokenizer: Tokenizer) -> None:
    pairing = paired(TEXT)
    assert is_open(pairing)
    found = suggested(pairing, tokenizer.words, lambda: False)
    heads = {
        pairing.items[index].head: [pairing.items[candidate.item].head for candidate in candidates]
        for index, candidates in found.items()
    }
    assert heads["消防通道堆放杂物"] == ["清空消防通道"]
    assert heads["核对账目"] == ["账目不清"]
    assert "值班脱岗" not in heads
    states = [each.state for each in pairing.coverage]
    assert [each.state for each in paired(TEXT).coverage] == states


def test_nothing_is_asked_where_everything_is_answered() -> None:
    assert not is_open(paired("## 一、存在的问题\n\n1.甲不够。多。\n\n## 二、整改措施\n\n1.针对问题1，抓。紧。\n"))


def test_the_background_answers_unless_cancelled() -> None:
    suggester, answered = Suggester(), threading.Event()
    found: list[Suggested] = []

    def done(suggested: Suggested) -> None:
        found.append(suggested)
        answered.set()

    suggester.request(paired(TEXT), found.append).set()
    suggester.request(paired(TEXT), done)
    assert answered.wait(60)
    time.sleep(0.05)
    assert len(found) == 1
