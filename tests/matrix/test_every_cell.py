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
from tests.matrix.conftest import CALLED
from tests.matrix.entries import Entry, entries, schema
from tests.matrix.predict import Cell
from tests.stories.house import everything

MOST_TOLD = 60

Choose = Callable[[list[Entry]], Iterable[Cell]]


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are no news for the log."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**before)


@pytest.fixture
async def hold(database, valkey, settings, ids, quiet, record_property):
    """Calls the cells of some fields, notes the figures, and fails with the first leaks."""

    async def called(what: str, fields: Callable[[Entry], bool], choose: Choose) -> None:
        began, used = time.perf_counter(), time.process_time()
        public = schema()
        lines = list(filter(fields, entries(public)))
        city = await found_matrix_city(settings, lines, ids)
        before = await everything()
        async with city.app.state.token_desk.watching(settings.database):
            report = await Matrix(city, public, forget=valkey.flushdb).call_all(choose(lines))
        assert await everything() == before, "a cell was not undone"
        record_property(CALLED, _figures(what, report, began, used))
        assert not report.leaks, "\n".join(report.leaks[:MOST_TOLD])

    return called


def _figures(what: str, report: Report, began: float, used: float) -> dict[str, object]:
    return {
        "what": what,
        "cells": report.cells,
        "leaks": len(report.leaks),
        "wall_s": time.perf_counter() - began,
        "cpu_s": time.process_time() - used,
    }


async def test_the_matrix_holds(hold) -> None:
    await hold("all pairs", lambda entry: True, cover.pairwise)
