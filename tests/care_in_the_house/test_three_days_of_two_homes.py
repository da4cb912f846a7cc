"""The short form of `python -m tests.care_in_the_house`: two homes, three days, and all at once.

The model still learns them; what is proved is that nothing between a sensor and the judgement, and
between the judgement and a person, is lost, early or doubled.
"""

import os
from collections.abc import Iterator

import pytest

from domains.kernel.clock import SimulatedClock
from tests.care_in_the_house.home import PYTHON
from tests.care_in_the_house.model_server import model_server
from tests.care_in_the_house.moments import moment
from tests.care_in_the_house.order import Order, homes_of, waits_of
from tests.care_in_the_house.run import live, with_models
from tests.care_in_the_house.verdict import judge
from tests.stories.commute.conftest import city, push_address

__all__ = ["city", "push_address"]

THREE_DAYS = Order(homes=2, days=3, dense=True)
BEGINS = 1_772_377_200_000
"""When the homes of the second town begin: Monday, 2 March 2026, 00:00 in Osan."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.skipif(
        not PYTHON.exists() and not os.environ.get("OSAN_REQUIRE_MODELS"),
        reason="the models' environment is not installed",
    ),
]


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(moment(BEGINS))


@pytest.fixture(scope="module")
def models() -> Iterator[str]:
    with model_server() as address:
        yield address


async def test_the_house_finds_what_the_judgement_finds_and_leaves_nothing(
    city, settings, models
) -> None:
    homes = homes_of(THREE_DAYS)
    assert {home.told["since"] for home in homes} == {BEGINS}
    async with with_models(city, models) as house:
        lived = await live(
            house,
            settings,
            homes,
            waits_of(THREE_DAYS, homes),
            days=THREE_DAYS.days,
            tell=lambda _: None,
        )
        verdict = await judge(lived)
    assert verdict.faults == []
    assert verdict.alarms == 6, "smoke, a fall and SOS in each home"
    assert verdict.agreement.alarms > 0
    assert verdict.agreement.looks > 150
    assert {"companion", "worker", "hand_over"} <= set(verdict.walked.steps)
