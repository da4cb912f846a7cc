"""A step has nobody to ask: the next is taken at once, and the control room reads why."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from api.timers import fire_turn, handlers
from domains.care.public import cases
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel.actor import Role
from domains.kernel.text import Locale
from tests.builders.care import official

KIND = cases.ConcernKind
CHECK_INS = Purpose.CARE_CHECK_INS
HOUR = timedelta(hours=1)


@pytest.fixture
async def room(city, seniors):
    """The phone of whoever sits in the control room."""
    await city.settle()
    operator = await official(seniors.town, "관제", Role.OPERATOR, None)
    return await city.gives_phone(operator, "room")


@pytest.fixture
def noticed(city, seniors):
    async def noticed(kind: cases.ConcernKind, senior=None) -> None:
        concern = cases.Concern(
            senior or seniors.senior, kind, cases.Level.FAMILY, observed_at=city.clock.now()
        )
        async with in_transaction():
            assert await cases.raise_concern(concern, clock=city.clock, ids=city.ids)
        await follow(city)

    return noticed


async def follow(city) -> None:
    await fire_turn(handlers(clock=city.clock, ids=city.ids), clock=city.clock)
    await city.settle()


def gaps(phone) -> list[str]:
    return [notice.body for notice in phone.history if notice.title.startswith("연락할 분이 없어")]


async def agree_for(term: timedelta, seniors) -> None:
    agreed = await consent.grant(
        seniors.as_senior,
        subject_id=seniors.senior,
        purpose=CHECK_INS,
        text_version=CATALOGUE[CHECK_INS].version,
        locale=Locale.KO,
        expires_at=seniors.town.clock.now() + term,
        clock=seniors.town.clock,
        ids=seniors.town.ids,
    )
    assert isinstance(agreed, consent.Decided)


async def test_she_falls_when_her_yes_is_over_and_the_control_room_reads_that_she_has_no_plan(
    city, seniors, room, noticed
):
    """What tells of a consent that stands no more cannot rest on it."""
    await agree_for(HOUR, seniors)
    city.clock.advance(HOUR)
    await noticed(KIND.FALL)
    (gap,) = gaps(room)
    assert "돌봄 계획이 없어요" in gap
    assert [each.title for each in room.history if "119" in each.title] == [
        "119에 알리고 있어요: 박복례 님"
    ]
