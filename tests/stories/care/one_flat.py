"""A street of one flat, whose rhythm somebody may find broken after three hours."""

import pytest

from tests.builders.care import Seniors, settle_seniors
from tests.builders.street import Street
from tests.care.judgement.metronome import Metronome


@pytest.fixture
async def seniors(town) -> Seniors:
    return await settle_seniors(town)


@pytest.fixture
async def street(seniors, clock, ids) -> Street:
    street = await Street.build(clock, ids, model=Metronome(suspicious_h=3.0, grave_h=30.0))
    await street.flat(seniors.senior)
    return street
