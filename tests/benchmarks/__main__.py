"""Measure and print a table: python -m tests.benchmarks --help"""

import argparse
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from .command_figures import many_drafts
from .drafts import SIZES, ProbeKind
from .report import NotMeasured, Outcome, as_json, machine, table
from .server_figures import ClientKind, Contest, cold_starts, keystrokes, paired_keystrokes, peak_memory

BASELINE = Path(__file__).parent / "peers" / "pygls_baseline.py"
FIGURES = ("keystroke", "pairs", "cold", "memory", "many")


def main() -> None:
    arguments = _parser().parse_args()
    outcomes: list[Outcome] = []
    for outcome in _measure(arguments):
        outcomes.append(outcome)
        print("failed:" if isinstance(outcome, NotMeasured) else "done:", outcome.name, file=sys.stderr, flush=True)
    print(machine())
    print(table(outcomes))
    if arguments.json:
        arguments.json.write_text(as_json(outcomes) + "\n", encoding="utf-8")


def _measure(arguments: argparse.Namespace) -> Iterator[Outcome]:
    contest = Contest(shlex.split(arguments.server), shlex.split(arguments.baseline), arguments.patience)
    clients: list[ClientKind] = arguments.clients
    if "cold" in arguments.figures:
        for client in clients:
            yield from cold_starts(contest, client)
    if "memory" in arguments.figures:
        for client in clients:
            yield from peak_memory(contest, client, arguments.probes)
    if "keystroke" in arguments.figures:
        for size in arguments.sizes:
            for client in clients:
                yield from keystrokes(contest, size, client, arguments.probes, arguments.rounds)
    if "pairs" in arguments.figures:
        for client in clients:
            yield from paired_keystrokes(contest, client, arguments.probes, arguments.rounds)
    if "many" in arguments.figures:
        yield many_drafts(shlex.split(arguments.check), arguments.markdownlint, arguments.count)


def _parser() -> argparse.ArgumentParser:
    python = shlex.quote(sys.executable)
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    _add_list(parser, "--figures", FIGURES)
    _add_list(parser, "--sizes", tuple(SIZES))
    _add_list(parser, "--clients", get_args(ClientKind))
    _add_list(parser, "--probes", get_args(ProbeKind))
    parser.add_argument("--rounds", type=int, default=80, help="keystrokes of each server (%(default)s)")
    parser.add_argument("--count", type=int, default=1000, help="drafts in the folder that is checked (%(default)s)")
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for any one answer (%(default)s)")
    parser.add_argument("--server", default=f"{python} -P -m duizhao serve", metavar="COMMAND")
    parser.add_argument(
        "--check", default=f"{python} -P -m duizhao check", metavar="COMMAND", help="gets the folder as last argument"
    )
    parser.add_argument("--baseline", default=f"{python} -P {shlex.quote(str(BASELINE))}", metavar="COMMAND")
    parser.add_argument(
        "--markdownlint", default=shutil.which("markdownlint-cli2"), metavar="PATH", help="of markdownlint-cli2"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measured value there")
    return parser


def _add_list(parser: argparse.ArgumentParser, option: str, known: tuple[str, ...]) -> None:
    def chosen(text: str) -> list[str]:
        words = text.split(",")
        if unknown := set(words) - set(known):
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
        return words

    parser.add_argument(
        option, type=chosen, default=list(known), help=f"some of {','.join(known)} (all)", metavar="A,B"
    )


if __name__ == "__main__":
    main()
