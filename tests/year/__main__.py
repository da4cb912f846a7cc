"""`python -m tests.year`: two and a quarter years in minutes, everything on its day, once."""

import argparse
import asyncio
import logging
import secrets
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import structlog
from rich.console import Console
from rich.progress import Progress

from tests.builders.city_of_its_own import open_city, own_servers, settings_on
from tests.infra.servers import Servers
from tests.year.plans import Order
from tests.year.report import show
from tests.year.run import Outcome, begins, run


def main() -> int:
    """0 when everything came on its day, once, and was told to whom it concerns."""
    wish = _parser().parse_args()
    seed = secrets.randbelow(1_000_000) if wish.seed is None else wish.seed
    order = Order(
        seed=seed,
        first=date(2026, 1, 15),
        last=date(2028, 4, 20),
        children=wish.children,
        adults=wish.adults,
        cases=wish.cases,
        outages=wish.outages,
        early=date(2024, 2, 29),
    )
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    console = Console(soft_wrap=True, width=None if sys.stdout.isatty() else 160)
    console.print(f"[bold]year[/], seed {seed}: {order.first} to {order.last}")
    began = time.monotonic()
    outcome = _live(order, console)
    show(outcome, took_s=time.monotonic() - began, console=console)
    return 0 if outcome.verdict.passed else 1


def _live(order: Order, console: Console) -> Outcome:
    with own_servers() as (servers, state), Progress(console=console) as progress:
        bar = progress.add_task("moving in", total=(order.last - order.first).days)

        def tell(moment: datetime) -> None:
            day = max(0, (moment.date() - order.first).days)
            progress.update(bar, completed=day, description=f"{moment:%Y-%m-%d}")

        return asyncio.run(_in_a_city(servers, state, order, tell))


async def _in_a_city(
    servers: Servers, state: Path, order: Order, tell: Callable[[datetime], None]
) -> Outcome:
    settings = await settings_on(servers, state)
    async with open_city(settings, begins(order)) as city:
        return await run(order, city, tell=tell)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.year", description=__doc__)
    parser.add_argument("--seed", type=int, help="a run again as it was; else a new one")
    parser.add_argument("--children", type=int, default=240)
    parser.add_argument("--adults", type=int, default=160)
    parser.add_argument("--cases", type=int, default=240)
    parser.add_argument("--outages", type=int, default=24)
    return parser


if __name__ == "__main__":
    sys.exit(main())
