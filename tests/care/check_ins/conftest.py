"""Bok-rye, her people, and a clock that stands at eight in the morning of 3 March."""

import pytest

from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.care.check_ins.morning import Morning


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
def morning(seniors, clock, ids) -> Morning:
    return Morning(seniors, clock, ids)
