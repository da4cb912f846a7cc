"""The short form of `make year`: ninety days around 설날 2027 and the first of March."""

from datetime import date

import pytest

from domains.kernel.clock import SimulatedClock
from tests.stories.commute.conftest import city, push_address
from tests.year.plans import Order
from tests.year.run import begins, run

__all__ = ["city", "push_address"]

NINETY_DAYS = Order(
    seed=2027,
    first=date(2027, 1, 4),
    last=date(2027, 4, 4),
    children=24,
    adults=24,
    cases=30,
    outages=4,
    early=date(2025, 2, 28),
)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(begins(NINETY_DAYS))


async def test_everything_comes_on_its_day_once_and_to_whom_it_concerns(city) -> None:
    outcome = await run(NINETY_DAYS, city, tell=lambda _: None)
    assert outcome.verdict.faults == []
    assert not outcome.failed, "no worker stepped on another's toes"
    lines = outcome.verdict.lines
    assert all(lines[what].due for what in ("lapsed", "expired", "asked after two years"))
    assert sum(line.due for line in lines.values()) > 150
