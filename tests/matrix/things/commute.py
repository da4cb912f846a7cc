"""Where a child is expected and was, and who looked it up."""

from datetime import timedelta
from uuid import UUID

from domains.commute import public as commute
from domains.commute.models import Crossing, Sos
from domains.commute.vocabulary import CrossingKind, PlaceKind, SosState
from domains.consent.models import LocationUse
from domains.kernel.actor import Actor
from domains.kernel.geo import LatLon
from tests.matrix.things.plot import Plot, plants


@plants("Place")
async def _place(plot: Plot) -> UUID:
    own = commute.NewPlace("비밀의 집", PlaceKind.HOME, LatLon(37.1583, 127.077), radius_m=60)
    added = await commute.add_place(
        Actor(person_id=plot.decider),
        child_id=plot.person,
        place=own,
        clock=plot.clock,
        ids=plot.ids,
    )
    assert isinstance(added, commute.Watching), added
    return added.place_id


@plants("CommuteEvent")
async def _crossings(plot: Plot) -> UUID:
    """An arrival and a departure; the arrival is named, so that "after" it one is left."""
    visit, now = plot.ids.new(), plot.clock.now()
    made = [
        await Crossing.create(
            id=plot.ids.new(),
            visit_id=visit,
            child_id=plot.person,
            place_id=await plot.thing("Place"),
            kind=kind,
            at=now - ago,
            confidence=0.9,
            evidence={
                "fixes": 5,
                "median_accuracy_m": 8.0,
                "observed_s": 60.0,
                "closest_m": 3.0,
                "interpolated": True,
            },
            recorded_at=now - ago,
            changed_at=now - ago,
        )
        for kind, ago in (
            (CrossingKind.ENTER, timedelta(hours=2)),
            (CrossingKind.EXIT, timedelta(hours=1)),
        )
    ]
    return made[0].id


@plants("SosAlarm")
async def _call_for_help(plot: Plot) -> UUID:
    call = await Sos.create(
        id=plot.ids.new(),
        child_id=plot.person,
        raised_at=plot.clock.now(),
        state=SosState.OPEN,
        lat=37.1583,
        lon=127.077,
        position_at=plot.clock.now(),
    )
    return call.id


@plants("LocationUse")
async def _location_use(plot: Plot) -> UUID:
    use = await LocationUse.create(
        id=plot.ids.new(),
        at=plot.clock.now(),
        subject_id=plot.person,
        purposes=["commute.arrival"],
        act="use",
        actor_system="tests.matrix",
    )
    return use.id
