"""Who, as what to the person, with what consent: every field is called, and nothing leaks.

The refused see nothing, change nothing, and cannot tell what exists from what does not.
"""

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator

import pytest
import structlog
from redis.asyncio import Redis

from domains.kernel.clock import SimulatedClock
from tests.fakes.ordered_ids import OrderedIds
from tests.matrix import cover
from tests.matrix.call_cells import Matrix
from tests.matrix.city import NOW, MatrixCity, found_matrix_city
from tests.matrix.conftest import CALLED, Figures
from tests.matrix.entries import Entry, entries, schema
from tests.matrix.predict import Cell
from tests.stories.house import everything

MOST_TOLD = 60

Choose = Callable[[list[Entry]], Iterable[Cell]]
Hold = Callable[[str, list[Entry], Choose], Awaitable[None]]


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """Thousands of refusals are no news for the log."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**before)


@pytest.fixture(scope="module")
async def city(
    request, settings, _open_database, _slate, _keys, quiet
) -> AsyncIterator[MatrixCity]:
    """Seeded once for all parts of a module: each cell leaves it as it was."""
    await _slate.wipe()
    await _keys.wipe()
    ids = OrderedIds(SimulatedClock(NOW))
    fields = getattr(request.module, "TELLING", None)
    lines = [entry for entry in entries(schema()) if fields is None or entry.name in fields]
    city = await found_matrix_city(settings, lines, ids)
    async with city.app.state.token_desk.watching(settings.database):
        yield city


@pytest.fixture
async def hold(city, settings, record_property) -> AsyncIterator[Hold]:
    """Calls the cells of some fields, notes the figures, and fails with the first leaks."""
    valkey = Redis.from_url(settings.valkey.url)
    before = await everything()

    async def called(what: str, fields: list[Entry], choose: Choose) -> None:
        began, used = time.perf_counter(), time.process_time()
        report = await Matrix(city, schema(), forget=valkey.flushdb).call_all(choose(fields))
        wall_s, cpu_s = time.perf_counter() - began, time.process_time() - used
        figures = Figures(what, report.cells, len(report.leaks), wall_s, cpu_s)
        record_property(CALLED, figures.as_dict())
        assert not report.leaks, "\n".join(report.leaks[:MOST_TOLD])

    yield called
    await valkey.aclose()
    assert await everything() == before, "a cell was not undone"


async def test_the_matrix_holds(hold) -> None:
    await hold("all pairs", entries(schema()), cover.pairwise)
