"""`python -m infra.chaos [walks|push|credentials]`: kill everything, lose nothing."""

import argparse
import secrets
import sys
from collections.abc import Sequence

from rich.console import Console

from infra.chaos import report, run
from infra.chaos.order import Order
from infra.chaos.push import credentials
from infra.chaos.push import report as push_report
from infra.chaos.push import run as push_run
from infra.chaos.push.order import PushOrder

WALKS, PUSH, CREDENTIALS = "walks", "push", "credentials"


def main(argv: Sequence[str] | None = None) -> int:
    """0 when each message was shown exactly once on each right phone and nowhere else."""
    wish = _parser().parse_args(argv)
    seed = secrets.randbelow(1_000_000) if wish.seed is None else wish.seed
    console = Console(soft_wrap=True)
    console.print(f"[bold]chaos: {wish.storm}[/], seed {seed}")
    match wish.storm:
        case "push":
            return _push(wish, seed, console)
        case "credentials":
            return _credentials(console)
        case _:
            return _walks(wish, seed, console)


def _walks(wish: argparse.Namespace, seed: int, console: Console) -> int:
    order = Order(
        seed=seed, crossings=wish.crossings, kills=wish.kills, seconds_a_kill=wish.seconds_a_kill
    )
    outcome = run.run(
        order,
        tell=lambda what: console.print(f"  {what}", highlight=False),
        keep_folder=wish.keep,
    )
    report.show(outcome, console)
    return 0 if outcome.verdict.passed else 1


def _push(wish: argparse.Namespace, seed: int, console: Console) -> int:
    order = PushOrder(
        seed=seed, messages=wish.messages, kills=wish.kills, seconds_a_kill=wish.seconds_a_kill
    )
    outcome = push_run.run(
        order,
        tell=lambda what: console.print(f"  {what}", highlight=False),
        keep_folder=wish.keep,
    )
    push_report.show(outcome, console)
    return 0 if outcome.verdict.passed else 1


def _credentials(console: Console) -> int:
    drill = credentials.run(tell=lambda what: console.print(f"  {what}", highlight=False))
    written = drill.written_after_s
    console.print(f"text message after {'never' if written is None else f'{written:.1f} s'}")
    console.print(f"the tables say: {drill.trouble}", highlight=False)
    for fault, names in drill.faults.items():
        report.show_fault(console, fault, names)
    console.print("[bold green]PASSED[/]" if drill.passed else "[bold red]FAILED[/]")
    return 0 if drill.passed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.chaos", description=__doc__)
    parser.add_argument("storm", nargs="?", choices=[WALKS, PUSH, CREDENTIALS], default=WALKS)
    parser.add_argument("--seed", type=int, help="a run again as it was; else a new one")
    parser.add_argument("--crossings", type=int, default=2_000, help="of the walks")
    parser.add_argument("--messages", type=int, default=100_000, help="of the push storm")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds-a-kill", type=float, default=5.0)
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and data")
    return parser


if __name__ == "__main__":
    sys.exit(main())
