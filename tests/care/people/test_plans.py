"""What the other rooms of care are told of a senior: her plan, and who is on duty."""

import pytest

from domains.care import public as care
from domains.consent.public import Purpose
from tests.builders.care import ADDRESS, KEY_BOX, Seniors, settle_seniors
from tests.builders.families import Town


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    return await settle_seniors(Town(clock, ids))


async def test_a_plan_says_whom_to_ask_and_what_she_agreed_to(seniors):
    plan = await seniors.plan()
    assert [(contact.person_id, contact.rank) for contact in plan.contacts] == [
        (seniors.guardian, 1)
    ]
    assert plan.allows == {Purpose.CARE_CHECK_INS, Purpose.CARE_HOME_SENSORS}
    assert (plan.dong_id, plan.centre_id, plan.is_paused) == (seniors.dong, seniors.centre, False)
    assert await care.on_duty(seniors.dong, at=seniors.town.clock.now()) == care.OnDuty(
        seniors.worker, seniors.stand_in
    )


async def test_the_hand_over_opens_what_lies_sealed(seniors, clock, ids):
    plan = await seniors.plan()
    assert KEY_BOX.encode() not in plan.key_box_note
    opened = await care.open_for_hand_over(seniors.as_worker, seniors.senior, clock=clock, ids=ids)
    assert (opened.address, opened.key_box_note) == (ADDRESS, KEY_BOX)
