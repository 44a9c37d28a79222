"""Kinds of report are told from packs that only hold rules."""

import pytest

from duizhao.checkers import BUILT_INS
from duizhao.rules.packs import PackFile, PackLibrary, packs_in, shipped_folder
from duizhao.rules.reports import is_report, reports

TEXTS = {
    "words": "title: 词语\n",
    "numbers": "title: 序号\nnumbering: {levels: [一、]}\n",
    "outline": "title: 报告\noutline: {sections: [{id: a, match: 甲}]}\n",
    "known": "title: 通知\napplies: {title: 通知}\n",
    "on-numbers": "title: 其他\nextends: [words, numbers]\n",
    "on-words": "title: 其他\nextends: [words, gone]\n",
    "round": "title: 其他\nextends: [circle]\n",
    "circle": "title: 其他\nextends: [round]\n",
    "broken": "title: 报告\noutlin: {}\n",
}


@pytest.fixture(scope="module")
def library() -> PackLibrary:
    return PackLibrary([{name: PackFile(name, f"pack: {name}\n{text}") for name, text in TEXTS.items()}], {})


@pytest.mark.parametrize("name", TEXTS)
def test_a_report_is_what_says_how_a_draft_is_built(name: str, library: PackLibrary) -> None:
    assert is_report(library, name) == (name in {"numbers", "outline", "known", "on-numbers"})


def test_of_the_shipped_packs_those_about_phrases_are_none() -> None:
    found = [pack.id for pack in reports(PackLibrary([packs_in(shipped_folder())], BUILT_INS))]
    assert {"gongwen/base", "minzhu/2021-geren", "incident/postmortem"} <= {*found}
    assert [pack for pack in found if pack.startswith("phrases/")] == []
