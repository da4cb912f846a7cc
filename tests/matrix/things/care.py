"""What a senior's care hangs on: her enrolment, her flat, whom she wants asked."""

from uuid import UUID

from domains.care.cases.vocabulary import CaseState, ConcernKind, Level, Rung
from domains.care.check_ins.vocabulary import CheckInState, Origin
from domains.care.homes.vocabulary import Room
from domains.care.models import (
    Case,
    CheckIn,
    Device,
    Enrolment,
    GuardianContact,
    Home,
    Residence,
    Spot,
    Visit,
)
from domains.care.people.hours import ALWAYS
from domains.care.people.vocabulary import Depth, Way
from domains.kernel import personal
from tests.matrix.things.plot import YEARS, Plot, plants


@plants("CareEnrolment")
async def _enrolment(plot: Plot) -> UUID:
    """It stands by the senior's consents, which other parts of the city decide."""
    now = plot.clock.now()
    address = await personal.seal(plot.person, "오산시 대원동 복숭아로 12")
    enrolment = await Enrolment.create(
        id=plot.ids.new(),
        senior_id=plot.person,
        centre_id=plot.centre,
        way=Way.APP,
        worker_depth=Depth.REASONS,
        centre_depth=Depth.REASONS,
        asked_at=now,
        stands_since=now,
    )
    await Residence.create(
        id=plot.ids.new(),
        enrolment_id=enrolment.id,
        senior_id=plot.person,
        dong_id=plot.dong,
        address=address,
        since=now,
    )
    await GuardianContact.create(
        id=plot.ids.new(),
        enrolment_id=enrolment.id,
        senior_id=plot.person,
        person_id=plot.carer,
        rank=1,
        time_zone="Asia/Seoul",
        hours=[span.stored() for span in ALWAYS],
        depth=Depth.SENSORS,
    )
    return enrolment.id


@plants("CareDong")
async def _dong(plot: Plot) -> UUID:
    return plot.dong


@plants("CareVisit")
async def _visit(plot: Plot) -> UUID:
    await plot.thing("CareEnrolment")
    now = plot.clock.now()
    visit = await Visit.create(
        id=plot.ids.new(),
        senior_id=plot.person,
        since=now,
        until=now + YEARS,
        told_by=plot.person,
    )
    return visit.id


@plants("CareCase")
async def _case(plot: Plot) -> UUID:
    """An open one that a silence led to."""
    await plot.thing("CareEnrolment")
    now = plot.clock.now()
    case = await Case.create(
        id=plot.ids.new(),
        senior_id=plot.person,
        dong_id=plot.dong,
        centre_id=plot.centre,
        state=CaseState.OPEN,
        level=Level.FAMILY,
        kind=ConcernKind.INACTIVITY,
        next_rung=Rung.COMPANION,
        late=False,
        opened_at=now,
        observed_at=now,
    )
    return case.id


@plants("CareCheckIn")
async def _check_in(plot: Plot) -> UUID:
    """A question that waits for its answer."""
    await plot.thing("CareEnrolment")
    now = plot.clock.now()
    question = await CheckIn.create(
        id=plot.ids.new(),
        senior_id=plot.person,
        origin=Origin.PLAN,
        due_at=now,
        asked_at=now,
        answerable_until=now + YEARS,
        steps=[],
        home_answers=True,
        state=CheckInState.OPEN,
    )
    return question.id


@plants("CareDevice")
async def _device(plot: Plot) -> UUID:
    await plot.thing("CareEnrolment")
    now = plot.clock.now()
    home = await Home.create(id=plot.ids.new(), senior_id=plot.person, opened_at=now)
    spot = await Spot.create(id=plot.ids.new(), home_id=home.id, room=Room.KITCHEN, made_at=now)
    device = await Device.create(
        id=plot.ids.new(),
        home_id=home.id,
        spot_id=spot.id,
        serial="A-1",
        model="motion-2",
        shows_life=True,
        key_id="0" * 16,
        paired_at=now,
        version=0,
    )
    return device.id
