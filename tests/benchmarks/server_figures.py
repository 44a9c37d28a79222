"""Our server beside a bare pygls server: keystrokes, cold start, memory. Both take turns, round by round."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from duizhao.checkers.registry import PAIRING_CHECKERS

from .client import ServerFailed
from .drafts import SIZES, Probe, ProbeKind, make_draft, make_paired_draft
from .report import Figure, NotMeasured, Outcome, Target
from .session import PAUSE, Session, session

ClientKind = Literal["push", "pull"]

KEYSTROKE_TARGETS = {"6k": Target(1.5), "60k": Target(1.5), "1m": Target(1.2), "10m": Target(1.0, below=True)}
COLD_TARGET = Target(1.3)
MEMORY_TARGET = Target(2.5)
PAIRING_TARGET = Target(1.3)

_WARM_UP = 6  # keystrokes
_COLD_ROUNDS = 7
_MEMORY_KEYSTROKES = 25
_PAIRS = 500
_NO_PAIRING = "rules:\n" + "".join(f"  {code.id}: off\n" for checker in PAIRING_CHECKERS for code in checker.codes)


@dataclass(frozen=True, slots=True)
class Contest:
    """The two commands, and how long to wait for any one answer, in seconds."""

    ours: Sequence[str]
    peer: Sequence[str]
    patience: float

    def parties(self, client: ClientKind) -> dict[str, tuple[Sequence[str], bool]]:
        """Who takes part when the client is of this kind: by name, the command and whether its client pulls.

        A pulling client's figures are also set against a pygls server that pushes, which has one answer less to give.
        """
        pulls = client == "pull"
        parties = {"ours": (self.ours, pulls), "peer": (self.peer, pulls)}
        return parties | ({"pushing peer": (self.peer, False)} if pulls else {})


def keystrokes(
    contest: Contest, size: str, client: ClientKind, probes: Sequence[ProbeKind], rounds: int
) -> Iterator[Outcome]:
    """The time from a keystroke to its diagnostics, for each probe, in a draft of `size`."""
    draft = make_draft(SIZES[size])
    names = {kind: f"keystroke {size} {kind}, {client}" for kind in probes}
    try:
        with ExitStack() as stack:
            sessions = {
                name: stack.enter_context(session(command, draft, pulls, contest.patience))
                for name, (command, pulls) in contest.parties(client).items()
            }
            for opened in sessions.values():
                opened.client.initialize()
                opened.open()
            for kind in probes:
                places = {name: (opened, Probe(kind, draft)) for name, opened in sessions.items()}
                told_by = {name: opened.learn(probe) for name, (opened, probe) in places.items()}
                turns = {name: _typing(*place) for name, place in places.items()}
                times = _interleaved(turns, _WARM_UP, rounds)
                note = _note(sessions["ours"], client, told_by["ours"])
                name = names.pop(kind)
                yield Figure(name, "ms", times["ours"], times["peer"], KEYSTROKE_TARGETS[size], note)
                if pushing := times.get("pushing peer"):
                    title = f"{name} (pygls pushing)"
                    yield Figure(title, "ms", times["ours"], pushing, KEYSTROKE_TARGETS[size], note)
    except ServerFailed as failure:
        yield from (NotMeasured(name, str(failure)) for name in names.values())


def paired_keystrokes(
    contest: Contest, client: ClientKind, probes: Sequence[ProbeKind], rounds: int
) -> Iterator[Outcome]:
    """The same keystroke with pairing and without, in a draft of 1 MB with 500 problems and 500 measures."""
    draft = make_paired_draft(SIZES["1m"], _PAIRS)
    names = {kind: f"keystroke 1m {kind}, {_PAIRS} pairs, {client} (pairing off)" for kind in probes}
    try:
        with ExitStack() as stack:
            sessions = {
                name: stack.enter_context(session(contest.ours, draft, client == "pull", contest.patience, project))
                for name, project in {"ours": "", "peer": _NO_PAIRING}.items()
            }
            for opened in sessions.values():
                opened.client.initialize()
                opened.open()
            for kind in probes:
                places = {name: (opened, Probe(kind, draft)) for name, opened in sessions.items()}
                told_by = {name: opened.learn(probe) for name, (opened, probe) in places.items()}
                times = _interleaved({name: _typing(*place) for name, place in places.items()}, _WARM_UP, rounds)
                note = _note(sessions["ours"], client, told_by["ours"])
                yield Figure(names.pop(kind), "ms", times["ours"], times["peer"], PAIRING_TARGET, note)
    except ServerFailed as failure:
        yield from (NotMeasured(name, str(failure)) for name in names.values())


def cold_starts(contest: Contest, client: ClientKind) -> Iterator[Outcome]:
    """The time from starting the process to the first diagnostics of a 6 KB draft."""
    draft = make_draft(SIZES["6k"])
    name = f"cold start 6k, {client}"

    def turn(command: Sequence[str], pulls: bool) -> Callable[[], float]:
        def start() -> float:
            with session(command, draft, pulls, contest.patience) as starting:
                starting.client.initialize()
                return (starting.open().time - starting.client.started) * 1000

        return start

    parties = {who: turn(*party) for who, party in contest.parties(client).items() if who != "pushing peer"}
    try:
        times = _interleaved(parties, 1, _COLD_ROUNDS)  # the first may compile modules
        yield Figure(name, "ms", times["ours"], times["peer"], COLD_TARGET)
    except ServerFailed as failure:
        yield NotMeasured(name, str(failure))


def peak_memory(contest: Contest, client: ClientKind, probes: Sequence[ProbeKind]) -> Iterator[Outcome]:
    """The greatest resident memory of each server over one session on a 1 MB draft: typing and an outline."""
    draft = make_draft(SIZES["1m"])
    name = f"peak memory 1m, {client}"
    if not Path("/proc/self/status").exists():
        yield NotMeasured(name, "only Linux tells a process's peak memory in /proc")
        return

    def peak(command: Sequence[str], pulls: bool) -> float:
        with session(command, draft, pulls, contest.patience) as opened:
            opened.client.initialize()
            opened.open()
            for kind in probes:
                turn = _typing(opened, Probe(kind, draft))
                for _ in range(_MEMORY_KEYSTROKES):
                    turn()
            opened.symbols()
            time.sleep(1)  # for what the server does in a pause
            return _peak_megabytes(opened.client.pid)

    try:
        peaks = {who: [peak(*party)] for who, party in contest.parties(client).items() if who != "pushing peer"}
        yield Figure(name, "MB", peaks["ours"], peaks["peer"], MEMORY_TARGET)
    except ServerFailed as failure:
        yield NotMeasured(name, str(failure))


def _typing(opened: Session, probe: Probe) -> Callable[[], float]:
    def turn() -> float:
        milliseconds = opened.keystroke(probe) * 1000
        time.sleep(PAUSE)
        return milliseconds

    return turn


def _interleaved(turns: dict[str, Callable[[], float]], warm_up: int, rounds: int) -> dict[str, list[float]]:
    """One value of everyone in each round after the first `warm_up`."""
    results: dict[str, list[float]] = {name: [] for name in turns}
    order = list(turns)
    for _ in range(warm_up + rounds):
        for name in order:
            results[name].append(turns[name]())
        order.reverse()  # so that coming first is no advantage
    return {name: values[warm_up:] for name, values in results.items()}


def _note(opened: Session, client: ClientKind, told_by: str) -> str:
    if told_by == "nothing":
        return "UNVERIFIED: fresh and stale diagnostics look alike"
    if client == "pull" and not opened.client.pulling:
        return f"our server does not offer pull; told by {told_by}"
    return f"told by {told_by}"


def _peak_megabytes(pid: int) -> float:
    """Peak resident memory of a process and its children, in MB of 1,000,000 bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    kib = int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1])
    children = (path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return kib * 1.024 / 1000 + sum(_peak_megabytes(int(child)) for group in children for child in group)
