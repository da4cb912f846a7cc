"""One use case of a domain each, over the house's own way to the models."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import SystemRandom
from typing import Final, TypeVar

from rich.console import Console

from api.predict import demo, tell
from domains.care.public import Terms, judge_quiet
from domains.civic.public import look_at_crossing
from domains.commerce.public import foresee_demand
from domains.kernel.clock import SystemClock
from domains.learning.public import assess_knowledge
from infra.model_client import Models, open_models
from infra.settings import Settings, load_settings

WITHIN_S: Final = 20.0
Said = TypeVar("Said")


def look(frame: Path, *, url: str | None) -> None:
    picture = frame.read_bytes()
    seen = _asked(
        lambda models: look_at_crossing(eyes=models.eyes, frame=picture, within_s=WITHIN_S),
        url=url,
    )
    _print(tell.sighting(seen))


def foresee(*, url: str | None) -> None:
    sales = demo.cafe(SystemClock().now())
    said = _asked(
        lambda models: foresee_demand(
            model=models.demand, sales=sales, steps=demo.HOURS_AHEAD, within_s=WITHIN_S
        ),
        url=url,
    )
    _print(tell.demand(said, sales))


def assess(*, url: str | None) -> None:
    answers = demo.answers()

    async def recall() -> demo.Answers:
        return answers

    said = _asked(
        lambda models: assess_knowledge(
            model=models.knowledge,
            trace=None,
            new=answers,
            recall=recall,
            tallies=demo.tallies(answers),
            about=list(demo.SKILLS),
            within_s=WITHIN_S,
        ),
        url=url,
    )
    _print(tell.knowledge(said))


def judge(*, url: str | None) -> None:
    now = SystemClock().now()
    home = demo.home(now)

    async def recall() -> demo.Signs:
        return home.new

    said = _asked(
        lambda models: judge_quiet(
            model=models.rhythm, home=home, recall=recall, now=now, terms=Terms(WITHIN_S)
        ),
        url=url,
    )
    _print(tell.quiet(said))


def _asked(ask: Callable[[Models], Awaitable[Said]], *, url: str | None) -> Said:
    settings = load_settings()
    address = url or settings.models.base_url or _local(settings)

    async def hear() -> Said:
        there = settings.models.model_copy(update={"base_url": address})
        async with open_models(there, dice=SystemRandom()) as models:
            return await ask(models)

    return asyncio.run(hear())


def _local(settings: Settings) -> str:
    """Where `make run MODELS=1` has one, though this process was not told."""
    return f"http://127.0.0.1:{settings.model_server.inference_port}"


def _print(lines: tell.Lines) -> None:
    console = Console(soft_wrap=True)
    for line in lines:
        console.print(line, highlight=False, markup=False)
