"""`python -m infra.chaos.care [--short]`: kill who carries a case; lose no step, double none."""

import argparse
import logging
import secrets
import sys
from collections.abc import Sequence

import structlog
from rich.console import Console

from infra.chaos.care import report, run
from infra.chaos.care.order import VICTIMS, CareOrder


def main(argv: Sequence[str] | None = None) -> int:
    """0 when each step was taken once, in its time, and told once."""
    wish = _parser().parse_args(argv)
    _say_nothing_of_outages()
    seed = secrets.randbelow(1_000_000) if wish.seed is None else wish.seed
    order, console = (
        CareOrder(seed, short=wish.short, victims=tuple(wish.victims)),
        Console(soft_wrap=True),
    )
    console.print(f"[bold]chaos: care[/], seed {seed}, {order.kills} kills")
    outcome = run.run(
        order,
        tell=lambda what: console.print(f"  {what}", highlight=False),
        keep_folder=wish.keep,
    )
    report.show(outcome, console)
    return 0 if outcome.verdict.passed else 1


def _say_nothing_of_outages() -> None:
    """They are ours, and the house has logs of its own."""
    quiet = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=quiet)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.chaos.care", description=__doc__)
    parser.add_argument("--seed", type=int, help="a run again as it was; else a new one")
    parser.add_argument("--victims", nargs="+", choices=VICTIMS, default=VICTIMS)
    parser.add_argument("--short", action="store_true", help="three kills beside three steps")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and data")
    return parser


if __name__ == "__main__":
    sys.exit(main())
