"""`python -m infra.chaos`: kill everything, lose nothing."""

import argparse
import secrets
import sys

from rich.console import Console

from infra.chaos.order import Order
from infra.chaos.report import show
from infra.chaos.run import run


def main() -> int:
    """0 when each crossing was shown exactly once on each right phone and nowhere else."""
    wish = _parser().parse_args()
    seed = secrets.randbelow(1_000_000) if wish.seed is None else wish.seed
    console = Console(soft_wrap=True)
    console.print(f"[bold]chaos[/], seed {seed}")
    order = Order(
        seed=seed, crossings=wish.crossings, kills=wish.kills, seconds_a_kill=wish.seconds_a_kill
    )
    outcome = run(
        order,
        tell=lambda what: console.print(f"  {what}", highlight=False),
        keep_folder=wish.keep,
    )
    show(outcome, console)
    return 0 if outcome.verdict.passed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, help="a run again as it was; else a new one")
    parser.add_argument("--crossings", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds-a-kill", type=float, default=5.0)
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and data")
    return parser


if __name__ == "__main__":
    sys.exit(main())
