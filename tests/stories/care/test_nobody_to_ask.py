"""A step has nobody to ask: the next is taken at once, and the control room reads why."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.care.cases.ladder import WAITS
from domains.care.cases.models import EmergencyCall
from domains.care.check_ins.models import CheckIn
from domains.care.public import cases
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import timers
from domains.kernel.actor import Role
from domains.kernel.text import Locale
from tests.builders.care import official
from tests.builders.telephones import prove_number
from tests.stories.care.test_a_case_is_walked import follow

KIND, RUNG = cases.ConcernKind, cases.Rung
CHECK_INS = Purpose.CARE_CHECK_INS
HOUR = timedelta(hours=1)
NO_LINE = "본인의 앱도, 전화를 받을 번호도 없어요"


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


@pytest.fixture
async def without_phone(seniors):
    """Sun-deok signed on paper and has neither the app nor a telephone; her daughter is asked."""
    return await seniors.senior_of("김순덕", [seniors.guardian], has_phone=False)


async def test_who_has_no_phone_at_all_is_not_waited_for(
    city, seniors, room, noticed, without_phone
):
    daughter = await city.gives_phone(seniors.guardian, "daughter")
    before = len(daughter.history)
    await noticed(KIND.INACTIVITY, without_phone)
    assert [each.title for each in daughter.history[before:]] == ["김순덕 님을 확인해 주세요"]
    (gap,) = gaps(room)
    assert NO_LINE in gap
    assert await CheckIn.filter(senior_id=without_phone).count() == 0, "nobody would hear it"

    await climb(city, WAITS[RUNG.GUARDIAN] + WAITS[RUNG.WORKER])
    assert [NO_LINE in each for each in gaps(room)].count(True) == 1, "it is told once"


async def test_of_her_fall_119_hears_at_once(city, room, noticed, without_phone):
    await noticed(KIND.FALL, without_phone)
    assert (await EmergencyCall.get()).senior_id == without_phone
    (gap,) = gaps(room)
    assert NO_LINE in gap
    assert "119에 알리고 있어요: 김순덕 님" in [each.title for each in room.history]


async def test_who_has_a_telephone_alone_is_waited_for(city, seniors, room, noticed, without_phone):
    """A landline rings, and she may take her time to reach it."""
    daughter = await city.gives_phone(seniors.guardian, "daughter")
    before = len(daughter.history)
    await prove_number(without_phone, "031-370-1234", clock=city.clock, ids=city.ids)
    await city.settle()
    await noticed(KIND.INACTIVITY, without_phone)
    assert (daughter.history[before:], gaps(room)) == ([], [])
    assert await CheckIn.filter(senior_id=without_phone).count() == 1
    await climb(city, WAITS[RUNG.COMPANION])
    assert [each.title for each in daughter.history[before:]] == ["김순덕 님을 확인해 주세요"]


async def climb(city, for_: timedelta) -> None:
    """Each timer of the case fires at its moment, and nobody answers."""
    until = city.clock.now() + for_
    while city.clock.now() < until:
        rings = await timers.next_ring([cases.TOPIC])
        city.clock.set(until if rings is None else max(city.clock.now(), min(rings, until)))
        await follow(city)
