"""A device was away, and cries while its backlog comes in: both are heard, in one breath."""

from datetime import timedelta

from domains.care.homes.raise_alarms import alarms_raised
from domains.care.homes.take_messages import HomeDoor
from domains.care.public import cases
from tests.builders.homes import CITY, Homes
from tests.care.cases.rescue import heard


async def test_what_burns_now_does_not_hide_behind_what_burned_then(
    night, seniors, rescue, call, clock, ids
):
    city = Homes(clock, ids)
    await city.ready()
    device = await city.device(await city.home(seniors.senior))
    raises = alarms_raised(clock=clock, ids=ids)
    door = HomeDoor(keys=CITY, raise_alarms=raises, clock=clock, ids=ids)
    then = device.says("smoke", alarm=True, at=clock.now() - timedelta(hours=20))
    await door.take([then, device.says("smoke", alarm=True)])
    assert [(row.kind, row.late) for row in await night.worry.concerns()] == [
        (cases.ConcernKind.SMOKE, True),
        (cases.ConcernKind.SMOKE, False),
    ]
    await night.passes(timedelta(0))
    assert await call() == 1
    ((told),) = await heard(rescue)
    assert told["event"]["late"] is False
