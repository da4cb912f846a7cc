"""`python -m infra.canaries`: erase people, and find of them what the law keeps, nothing else."""

import argparse
import secrets
import sys

from rich.console import Console

from infra.canaries.order import Order
from infra.canaries.report import show
from infra.canaries.run import run


def main() -> int:
    """0 when what is left equals what the answers list."""
    wish = _parser().parse_args()
    seed = secrets.randbelow(1_000_000) if wish.seed is None else wish.seed
    console = Console(soft_wrap=True)
    console.print(f"[bold]canaries[/], seed {seed}")
    order = Order(seed=seed, short=wish.short, keep_folder=wish.keep)
    outcome = run(order, tell=lambda what: console.print(f"  {what}", highlight=False))
    show(outcome, console)
    return 0 if outcome.verdict.passed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.canaries", description=__doc__)
    parser.add_argument("--seed", type=int, help="a run again as it was; else a new one")
    parser.add_argument("--short", action="store_true", help="one person instead of four")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and data")
    return parser


if __name__ == "__main__":
    sys.exit(main())
