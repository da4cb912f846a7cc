"""One desk for each story."""

import pytest

from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from tests.notifications.campaigns.desk import Desk


@pytest.fixture
def desk(database: None, clock: SimulatedClock, ids: Ids) -> Desk:
    return Desk(clock, ids)
