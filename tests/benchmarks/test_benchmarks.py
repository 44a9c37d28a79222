"""The harness works; nothing here asserts a time."""

import sys
from pathlib import Path

import pytest

from duizhao.document import Document
from duizhao.pairing.pairing import Pairer
from duizhao.rules import RuleSet

from .drafts import Probe, ProbeKind, chinese_number, make_draft, make_paired_draft
from .report import Figure, Target
from .session import session

BASELINE = [sys.executable, "-P", str(Path(__file__).parent / "peers" / "pygls_baseline.py")]


@pytest.mark.parametrize("size", [2_000, 6_000, 60_000])
def test_drafts_have_the_size_asked_for(size: int) -> None:
    assert size - 300 < len(make_draft(size).encode()) <= size


def test_drafts_depend_on_size_and_seed_alone() -> None:
    assert make_draft(6_000, seed=3) == make_draft(6_000, seed=3)
    assert make_draft(6_000, seed=3) != make_draft(6_000, seed=4)


@pytest.mark.parametrize(
    ("n", "numeral"),
    [(1, "一"), (10, "十"), (19, "十九"), (20, "二十"), (105, "一百零五"), (1005, "一千零五"), (2300, "二千三百")],
)
def test_chinese_number(n: int, numeral: str) -> None:
    assert chinese_number(n) == numeral


@pytest.mark.parametrize(
    ("kind", "slip", "mended"), [("heading", "安排。\n", "安排。续\n"), ("paragraph", "进度,便于", "进度续便于")]
)
def test_a_probe_makes_a_slip_and_ends_it(kind: ProbeKind, slip: str, mended: str) -> None:
    draft = make_draft(6_000)
    probe = Probe(kind, draft)
    for expected in (slip, mended):
        change = probe.edit()
        lines = draft.split("\n")
        line = lines[change.row]
        lines[change.row] = line[: change.start] + change.text + line[change.end :]
        draft = "\n".join(lines)
        assert expected in draft
        assert probe.slip == (expected == slip)


@pytest.mark.parametrize("pulls", [False, True])
def test_a_server_is_typed_into(pulls: bool) -> None:
    draft = make_draft(6_000)
    with session(BASELINE, draft, pulls, patience=20) as opened:
        opened.client.initialize()
        assert opened.client.pulling == pulls
        assert [item["message"] for item in opened.open().items] == ["constant"]
        probe = Probe("paragraph", draft)
        assert all(opened.keystroke(probe) > 0 for _ in range(3))


def test_a_figure_compares_round_by_round() -> None:
    figure = Figure("x", "ms", ours=[1, 20, 3, 4, 5], peer=[4, 40, 6, 4, 4], target=Target(0.5, below=True))
    assert figure.ratio == 0.5
    assert figure.spread == (0.5, 1.0)
    assert not figure.met


def test_a_paired_draft_has_a_measure_for_every_problem() -> None:
    draft = make_paired_draft(40_000, 20)
    assert 36_000 < len(draft.encode()) < 60_000
    pairing = Pairer(RuleSet("none")).pair(Document.parse(draft))
    assert sorted(
        (pairing.items[link.problem].ordinal, pairing.items[link.partner].ordinal) for link in pairing.links
    ) == [(number, number) for number in range(1, 21)]
    for kind in ("heading", "paragraph"):
        assert Probe(kind, draft).row > 0
