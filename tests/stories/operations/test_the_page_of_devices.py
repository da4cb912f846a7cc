"""An operator opens `/ops/devices`: what is silent, empty, old or mistrusted; and no people."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.care.homes.firmware import Build, outdated
from domains.care.public import homes
from domains.kernel.actor import Actor
from domains.kernel.errors import Forbidden
from tests.builders.homes import CITY, Homes, SpeakingDevice

DEVICES = "/ops/devices"
TROUBLE = homes.Trouble


@pytest.fixture
def rooms(operator, clock, ids) -> Homes:
    return Homes(clock, ids)


@pytest.fixture
def door(clock, ids) -> homes.HomeDoor:
    raised = homes.alarms_raised(clock=clock, ids=ids)
    return homes.HomeDoor(keys=CITY, raise_alarms=raised, clock=clock, ids=ids)


@pytest.fixture
def shown(operator, clock):
    async def shown() -> dict[UUID, tuple[homes.Trouble, ...]]:
        fleet = await homes.show_fleet(Actor(person_id=operator), clock=clock)
        return {device.device_id: device.troubles for device in fleet.worst}

    return shown


@pytest.fixture
async def hung(rooms) -> list[SpeakingDevice]:
    """Four in one home."""
    home = await rooms.home()
    return [await rooms.device(home) for _ in range(4)]


async def test_each_device_is_called_what_ails_it(hung, door, shown, clock):
    well, empty, old, new = hung
    await door.take([old.says("heartbeat", firmware="2.9.1", battery=80)])
    clock.advance(timedelta(minutes=21))
    await door.take(
        [
            well.says("heartbeat", firmware="2.10.0", battery=80),
            empty.says("heartbeat", firmware="2.10.0", battery=7),
        ]
    )
    assert await shown() == {
        empty.id: (TROUBLE.BATTERY_LOW,),
        old.id: (TROUBLE.SILENT, TROUBLE.FIRMWARE_OLD),
        new.id: (TROUBLE.NEVER_HEARD,),
    }


async def test_who_spoke_in_a_devices_name_makes_it_mistrusted_for_a_day(hung, door, shown, clock):
    well, _, _, other = hung
    forged = other.says("motion")._replace(device=str(well.id))
    await door.take([well.says("heartbeat"), forged, forged])
    assert (await shown())[well.id] == (TROUBLE.MISTRUSTED,)
    clock.advance(timedelta(days=1, hours=1))
    await door.take([well.says("heartbeat")])
    assert well.id not in await shown()


async def test_nobody_but_an_operator_sees_the_fleet(operator, clock, ids):
    for stranger in (Actor(person_id=ids.new()), Actor()):
        with pytest.raises(Forbidden):
            await homes.show_fleet(stranger, clock=clock)


async def test_the_page_shows_ids_and_words_and_leads_to_nobody(browser, hung, door, rooms):
    well, empty, *_ = hung
    forged = empty.says("motion")._replace(device=str(well.id))
    unknown = empty.says("motion")._replace(device="somebody")
    await door.take([empty.says("heartbeat", battery=7), forged, unknown])
    page = await browser.open(DEVICES)
    assert page.status_code == 200
    for word in (
        "가정 기기 현황",
        "4대 중 0대 정상",
        "배터리 부족",
        "위조된 서명",
        "등록되지 않은 이름",
    ):
        assert word in page.text, word
    assert str(well.id) in page.text
    assert str(well.home_id) not in page.text
    assert "<script" not in page.text
    assert "Not believed" in (await browser.open(DEVICES, language="en")).text


async def test_an_empty_city_says_so(browser):
    assert "사용 중인 기기가 없습니다" in (await browser.open(DEVICES)).text


async def test_somebody_without_the_office_is_shown_the_door(sit_down, town, hung):
    stranger = await sit_down(await town.person("나그네"))
    page = await stranger.open(DEVICES)
    assert page.status_code == 403
    assert str(hung[0].id) not in page.text


def test_ten_is_newer_than_nine_and_a_name_is_not_compared():
    seen = [Build("a", "v2.9"), Build("a", "2.10"), Build("a", "nightly"), Build("b", "1.0")]
    assert outdated(seen) == [Build("a", "v2.9")]


@given(st.lists(st.builds(Build, st.sampled_from("ab"), st.text(max_size=6))))
def test_the_newest_of_a_model_is_never_old(builds):
    old = outdated(builds)
    for model in {build.model for build in builds}:
        assert {build for build in builds if build.model == model} - set(old)
