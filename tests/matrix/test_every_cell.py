"""Who, as what to the person, with what consent: every field is called, and nothing leaks.

The refused see nothing, change nothing, and cannot tell what exists from what does not.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator

import pytest
import structlog

from tests.matrix import cover
from tests.matrix.call_cells import Matrix, Report
from tests.matrix.city import found_matrix_city
from tests.matrix.entries import Entry, entries, schema
from tests.matrix.predict import Cell
from tests.stories.house import everything

MOST_TOLD = 60

Choose = Callable[[list[Entry]], Iterable[Cell]]


@pytest.fixture
def tell(capsys) -> Callable[[str], None]:
    """Prints past pytest's capturing: the figures are part of the proof."""

    def say(words: str) -> None:
        with capsys.disabled():
            print(f"\n{words}")

    return say


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are no news for the log."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**before)


async def call(settings, valkey, ids, choose: Choose) -> Report:
    public = schema()
    lines = entries(public)
    city = await found_matrix_city(settings, lines, ids)
    before = await everything()
    async with city.app.state.token_desk.watching(settings.database):
        report = await Matrix(city, public, forget=valkey.flushdb).call_all(choose(lines))
    assert await everything() == before, "a cell was not undone"
    return report


async def test_the_matrix_holds(database, valkey, settings, ids, tell, quiet) -> None:
    await hold(settings, valkey, ids, tell, cover.pairwise)


async def hold(settings, valkey, ids, tell, choose: Choose) -> None:
    """Calls the cells, prints the figures, and fails with the first leaks."""
    began = time.perf_counter()
    report = await call(settings, valkey, ids, choose)
    took_s = time.perf_counter() - began
    tell(
        f"matrix, {choose.__name__}: {report.cells} cells, {took_s:.0f} s, "
        f"{len(report.leaks)} leaks"
    )
    assert not report.leaks, "\n".join(report.leaks[:MOST_TOLD])
