"""`python -m tests.year`: two and a quarter years in minutes, everything on its day, once."""

import argparse
import asyncio
import logging
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import structlog
from redis.asyncio import Redis
from rich.console import Console
from rich.progress import Progress

from domains.kernel.clock import SimulatedClock
from infra.database import open_database
from infra.keys import open_keys, prepare_keys
from infra.settings import PushSettings, Settings
from notifications.channels.fcm import open_fcm
from tests.builders.city import City, found_city
from tests.fakes.ordered_ids import OrderedIds
from tests.infra.servers import Servers, copy_template
from tests.notifications.conftest import push_emulator
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
    """Servers of our own, which end with the run."""
    servers, state = Servers().start(), Path(tempfile.mkdtemp(prefix="osan-year-"))
    try:
        with Progress(console=console) as progress:
            days = (order.last - order.first).days
            bar = progress.add_task("moving in", total=days)

            def tell(moment: datetime) -> None:
                day = max(0, (moment.date() - order.first).days)
                progress.update(bar, completed=day, description=f"{moment:%Y-%m-%d}")

            return asyncio.run(_in_a_city(servers, state, order, tell))
    finally:
        servers.stop()
        shutil.rmtree(state, ignore_errors=True)


async def _in_a_city(
    servers: Servers, state: Path, order: Order, tell: Callable[[datetime], None]
) -> Outcome:
    settings = Settings(
        _env_file=None,
        environment="test",
        state_dir=state,
        database=await copy_template(servers.addresses, "osan_year"),
        valkey={"url": servers.addresses.valkey(0)},
        gateway={"port": 0, "public_url": "http://gateway.test"},
        push_emulator={"port": 0},
        idp_emulator={"port": 0},
    )
    async with _city(settings, SimulatedClock(begins(order))) as city:
        return await run(order, city, tell=tell)


@asynccontextmanager
async def _city(settings: Settings, clock: SimulatedClock) -> AsyncIterator[City]:
    await prepare_keys(settings.keys, make_database=True)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(open_database(settings.database))
        await stack.enter_async_context(open_keys(settings))
        valkey = await stack.enter_async_context(Redis.from_url(settings.valkey.url))
        address, exchange = await stack.enter_async_context(push_emulator(clock))
        push = PushSettings(base_url=address, project_id="osan", timeout_s=10)
        channel = await stack.enter_async_context(open_fcm(push, clock=clock))
        found = found_city(
            settings,
            clock=clock,
            ids=OrderedIds(clock),
            valkey=valkey,
            channel=channel,
            push=exchange,
        )
        yield await stack.enter_async_context(found)


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
