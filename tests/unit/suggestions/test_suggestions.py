"""Suggestions by words: the right one among the first three where there are words to go by, and no harm done."""

import marshal
import os
import tempfile
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

from .pairs import CHINESE, ENGLISH


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    return Tokenizer(tmp_path_factory.mktemp("cache"))


def paired(text: str) -> Pairing:
    return Pairer(RuleSet("none")).pair(Document.parse(text))


def test_the_right_measure_is_often_among_the_first_three(tokenizer: Tokenizer) -> None:
    """Of forty measures three drawn at random would hold the right one in 7 of a hundred cases."""
    pairs = [*CHINESE, *ENGLISH]
    problems, measures = [problem for problem, _ in pairs], [measure for _, measure in pairs]
    ranked = suggest(problems, measures[::-1], tokenizer.words)
    hits = [any(each.partner == len(pairs) - 1 - place for each in found) for place, found in enumerate(ranked)]
    assert sum(hits) >= 0.65 * len(pairs)


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


def test_concepts_that_a_prescribed_title_names_are_no_evidence(tokenizer: Tokenizer) -> None:
    assert suggest(["群众"], ["人民放心。"], tokenizer.words, never=["群众方面"]) == ((),)
    assert suggest(["百姓办事难"], ["人民放心。"], tokenizer.words, never=["群众方面"]) != ((),)


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


def test_without_a_folder_of_its_own_nothing_is_loaded_from_the_shared_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    shared = tmp_path / "shared"
    shared.mkdir()
    planted = marshal.dumps(
        ({"消防通道堵塞": 99, "消": 0, "消防": 0, "消防通": 0, "消防通道": 0, "消防通道堵": 0}, 100)
    )
    (shared / "jieba-0.42.cache").write_bytes(planted)
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    assert Tokenizer(tmp_path / "file" / "cache").words("消防通道堵塞") == ["消防通道", "堵塞"]
    assert os.listdir(shared) == ["jieba-0.42.cache"]


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
