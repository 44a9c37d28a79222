"""Prints the table: how well findings about pairs do on generated reports. Exits with 1 where less is reached than is
required.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence

from .conventions import CONVENTIONS
from .judging import Figures, Judged
from .mutations import MUTATIONS
from .outcome import Outcome, evaluated
from .plans import Likeness
from .suggestions import SIZE, Hits, hits


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for number, row in enumerate(cells):
        first, *others = (
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *others]))
        if not number:
            print("  ".join("-" * width for width in widths))
    print()


_HEAD = ("reports", "warnings", "right", "precision", "wanted", "found", "recall", "calm")


def _row(name: str, figures: Figures) -> list[object]:
    return [
        name, figures.reports, figures.right + figures.wrong, figures.right, _share(figures.precision),
        figures.wanted, figures.found, _share(figures.recall), figures.calm,
    ]  # fmt: skip


def _print(outcome: Outcome, seed: int, each: int, *, everything: bool) -> None:
    print(f"{outcome.reports} faultless reports, {outcome.characters} characters: {len(outcome.loud)} warnings,")
    print(f"{outcome.calm} findings below; {outcome.beginnings} beginnings: {len(outcome.interrupting)} warnings\n")
    mutations = [*MUTATIONS, "half-typed", "half-typed id"]
    for group in ("explicit", "inferred"):
        rows = [_row(name, outcome.total(group, name)) for name in mutations if outcome.total(group, name).reports]
        _table((f"{group}: mutation", *_HEAD), [*rows, _row("all", outcome.total(group))])
    names = [convention.name for convention in CONVENTIONS]
    links = [outcome.links[name] for name in names]
    _table(
        ("convention", *_HEAD, "links", "found", "untrue"),
        [
            [*_row(name, outcome.total(name)), linked.true, linked.found, linked.untrue]
            for name, linked in zip(names, links, strict=True)
        ],
    )
    if everything:
        _table(
            ("convention, mutation", *_HEAD),
            [_row(f"{convention}, {mutation}", each) for (convention, mutation), each in outcome.by_case.items()],
        )
    print(f"{outcome.keystrokes} keystrokes elsewhere: {outcome.flickered} findings came or went\n")
    _print_hits(hits(seed, each))


def _print_hits(found: Mapping[tuple[str, Likeness], Hits]) -> None:
    _table(
        (f"suggestions among {SIZE}: language, wording", "problems", "hit@1", "hit@3"),
        [
            [", ".join(key), each.asked, _share(each.first / each.asked), _share(each.among_three / each.asked)]
            for key, each in sorted(found.items(), reverse=True)
        ],
    )


def _show(failed: Judged) -> None:
    case = failed.case
    print(f"===== {case.convention.name}, {case.mutation}")
    print(case.report.text)
    for verdict in failed.wrong:
        print("wrong:", verdict.finding.code, verdict.finding.message.en)
    for wanted in failed.missed:
        print("missed:", ", ".join(sorted(wanted.codes)), "at", wanted.places)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=12, help="reports of every convention")
    parser.add_argument("--step", type=int, default=9, help="characters typed at a time, 0: none")
    parser.add_argument("--all", action="store_true", help="a row for every convention and mutation")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N cases that went wrong")
    options = parser.parse_args()
    outcome = evaluated(options.seed, options.each, step=options.step)
    _print(outcome, options.seed, options.each, everything=options.all)
    for failed in outcome.failed[: options.show]:
        _show(failed)
    complaints = list(outcome.complaints())
    print("\n".join(["", *(f"not reached: {each}" for each in complaints)]) or "all that is required is reached")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
