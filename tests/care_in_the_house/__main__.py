"""Simulated homes in the whole running system, beside the same homes straight to the judgement:

    python -m tests.care_in_the_house [--homes 20] [--days 365] [--first-seed 20000]

Prints what was lived, whether both agree, and the figures of both; ends with 1 where they do not.
Writes `figures.md` when it was the whole of it. The models' environment must be there
(`make run MODELS=1` installs it).
"""

import logging
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import structlog
import typer
import uvloop
from rich.console import Console
from rich.progress import Progress

from tests.builders.city_of_its_own import open_city, own_servers, settings_on
from tests.care_in_the_house.home import FIRST_SEED
from tests.care_in_the_house.model_server import model_server
from tests.care_in_the_house.moments import moment
from tests.care_in_the_house.order import Order, homes_of, waits_of
from tests.care_in_the_house.page import page
from tests.care_in_the_house.run import live, with_models
from tests.care_in_the_house.told import page_of
from tests.care_in_the_house.used_cpu import used_cpu_s
from tests.care_in_the_house.verdict import judge
from tests.infra.servers import Servers

PAGE: Final = Path(__file__).parent / "figures.md"
WHOLE: Final = Order(homes=20, days=365)
MOST_NAMED: Final = 40
Tell = Callable[[datetime], None]


def main(
    homes: Annotated[int, typer.Option(min=1)] = WHOLE.homes,
    days: Annotated[int, typer.Option(min=3)] = WHOLE.days,
    first_seed: int = FIRST_SEED,
    dense: bool = False,
) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    order = Order(homes, days, first_seed, dense)
    with own_servers() as (servers, state), model_server() as address, Progress() as progress:
        bar = progress.add_task("moving in", total=days)
        began: list[datetime] = []

        def tell(now: datetime) -> None:
            began[:] = began or [now]
            passed = (now - began[0]).total_seconds() / 86_400
            progress.update(bar, completed=passed, description=f"{now:%Y-%m-%d}")

        text, passed = uvloop.run(_live(order, servers, state, address, tell))
    Console(soft_wrap=True).print(text, markup=False, highlight=False)
    if order == WHOLE and passed:
        PAGE.write_text(text)
    sys.exit(0 if passed else 1)


async def _live(
    order: Order, servers: Servers, state: Path, address: str, tell
) -> tuple[str, bool]:
    homes = homes_of(order)
    settings = await settings_on(servers, state)
    begins = moment(homes[0].told["since"])
    async with open_city(settings, begins) as empty, with_models(empty, address) as city:
        lived = await live(
            city, settings, homes, waits_of(order, homes), days=order.days, tell=tell
        )
        cpu_s = used_cpu_s()
        verdict = await judge(lived)
    for fault in verdict.faults[:MOST_NAMED]:
        print(fault, file=sys.stderr)
    # A long run is not lost, whatever becomes of its figures.
    print(page(order, lived, verdict, figures="", cpu_s=cpu_s), file=sys.stderr, flush=True)
    figures = "" if order.dense else page_of(verdict.told, order)
    return page(order, lived, verdict, figures=figures, cpu_s=cpu_s), not verdict.faults


if __name__ == "__main__":
    typer.run(main)
