"""What was measured, as plain data, and how it is shown."""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Target(NamedTuple):
    """The greatest ratio that is good enough; `below` leaves out the limit itself."""

    limit: float
    below: bool = False

    def met_by(self, ratio: float) -> bool:
        return ratio < self.limit if self.below else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'<' if self.below else '≤'} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of both parties: a value of each in every round, in `unit`; smaller is better."""

    name: str
    unit: str
    ours: Sequence[float]
    peer: Sequence[float]
    target: Target
    note: str = ""

    @property
    def medians(self) -> tuple[float, float]:
        """The medians of our values and of the peer's."""
        return statistics.median(self.ours), statistics.median(self.peer)

    @property
    def ratio(self) -> float:
        """The median of the rounds' ratios, ours over the peer's."""
        return statistics.median(self._ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The bounds of the middle half of the rounds' ratios."""
        if len(self.ours) == 1:
            return self.ratio, self.ratio
        low, _, high = statistics.quantiles(self._ratios, n=4, method="inclusive")
        return low, high

    @property
    def met(self) -> bool:
        return self.target.met_by(self.ratio)

    @property
    def _ratios(self) -> list[float]:
        return [ours / peer for ours, peer in zip(self.ours, self.peer, strict=True)]


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A figure that could not be measured, and why."""

    name: str
    reason: str


Outcome = Figure | NotMeasured


def machine() -> str:
    """The machine and the Python that measures."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def table(outcomes: Sequence[Outcome]) -> str:
    """A table (Markdown, aligned) of all figures, and a line for each that is missing."""
    rows: list[tuple[str, ...]] = [("figure", "ours", "peer", "ratio", "middle half", "target", "", "note")]
    for figure in outcomes:
        if isinstance(figure, Figure):
            ours, peer = figure.medians
            low, high = figure.spread
            rows.append(
                (
                    figure.name,
                    f"{_short(ours)} {figure.unit}",
                    f"{_short(peer)} {figure.unit}",
                    f"{figure.ratio:.2f}",
                    f"{low:.2f}–{high:.2f}",
                    str(figure.target),
                    "met" if figure.met else "MISSED",
                    figure.note,
                )
            )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    lines = [f"| {' | '.join(map(str.ljust, row, widths))} |" for row in rows] if len(rows) > 2 else []
    lines += [f"not measured: {figure.name}: {figure.reason}" for figure in outcomes if isinstance(figure, NotMeasured)]
    return "\n".join(lines)


def as_json(outcomes: Sequence[Outcome]) -> str:
    """All figures with every value of every round."""
    report = {"machine": machine(), "figures": [_plain(outcome) for outcome in outcomes]}
    return json.dumps(report, ensure_ascii=False, indent=1)


def _plain(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, NotMeasured):
        return {"name": outcome.name, "not_measured": outcome.reason}
    ours, peer = outcome.medians
    return {
        "name": outcome.name,
        "unit": outcome.unit,
        "ours": ours,
        "peer": peer,
        "ratio": outcome.ratio,
        "middle_half": outcome.spread,
        "target": str(outcome.target),
        "met": outcome.met,
        "note": outcome.note,
        "rounds": {"ours": outcome.ours, "peer": outcome.peer},
    }


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
