"""Plants the demo's care by the use cases that people go through; again changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from api.seed.demo_care import (
    CARE_DESK,
    CARE_WORKER,
    DONG,
    DONG_NAME,
    SENIORS,
    DemoSenior,
)
from api.seed.open_desks import CENTRE
from domains.care import public as care
from domains.consent.public import CATALOGUE, Purpose
from domains.identity.public import roles as offices
from domains.kernel import personal
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


async def plant_care(people: Mapping[str, UUID], *, actor: Actor, clock: Clock, ids: Ids) -> None:
    """The dong and its care worker on duty day and night; then its seniors, with their plans."""
    area = _Area(people, actor, clock, ids)
    await area.open()
    for senior in SENIORS:
        if await care.care_plan(people[senior.sub], at=clock.now()) is None:
            await area.enrol(senior)


@dataclass(frozen=True, slots=True)
class _Area:
    people: Mapping[str, UUID]
    actor: Actor
    clock: Clock
    ids: Ids

    @property
    def desk(self) -> Actor:
        return Actor(person_id=self.people[CARE_DESK], roles=frozenset({Role.CENTRE_STAFF}))

    async def open(self) -> None:
        card = offices.UnitCard(DONG, offices.UnitKind.DONG, DONG_NAME)
        await offices.register_unit(self.actor, card, clock=self.clock, ids=self.ids)
        await care.serve_dong(
            self.actor, dong_id=DONG, centre_id=CENTRE, clock=self.clock, ids=self.ids
        )
        await offices.grant_role(
            actor=self.actor,
            person_id=self.people[CARE_WORKER],
            role=Role.CARE_WORKER,
            unit_id=DONG,
            clock=self.clock,
            ids=self.ids,
        )
        if await care.on_duty(DONG, at=self.clock.now()) is None:
            for day in care.DutyDay:
                await self._shift(day)

    async def _shift(self, day: care.DutyDay) -> None:
        shift = care.people.NewShift(
            dong_id=DONG,
            worker_id=self.people[CARE_WORKER],
            day=day,
            opens=time(0),
            closes=time(0),
            first_day=seoul_date(self.clock.now()),
        )
        await care.people.enter_shift(self.desk, shift, clock=self.clock, ids=self.ids)

    async def enrol(self, senior: DemoSenior) -> None:
        """Asked for on her phone, accepted at the desk."""
        owner = self.people[senior.sub]
        herself = Actor(person_id=owner)
        application = await self._application(senior)
        enrolled = await care.people.enrol(herself, application, clock=self.clock, ids=self.ids)
        assert isinstance(enrolled, care.people.Enrolled), f"{senior.sub}: {enrolled}"
        await care.people.accept_into_care(
            self.desk, enrolled.enrolment_id, clock=self.clock, ids=self.ids
        )
        await care.people.choose_contacts(
            herself,
            [self.people[guardian] for guardian in senior.guardians],
            clock=self.clock,
            ids=self.ids,
        )
        if senior.place is not None:
            place = await personal.seal(owner, care.people.written(senior.place))
            await care.people.pin_home(herself, owner, place, clock=self.clock, ids=self.ids)

    async def _application(self, senior: DemoSenior) -> care.people.Application:
        owner = self.people[senior.sub]
        flat = care.people.Flat(
            DONG,
            await personal.seal(owner, senior.address),
            await _sealed(owner, senior.key_box_note),
        )
        agrees = [Purpose.CARE_CHECK_INS, *([Purpose.CARE_HOME_SENSORS] if senior.sensors else [])]
        return care.people.Application(
            flat=flat,
            agrees={purpose: CATALOGUE[purpose].version for purpose in agrees},
            locale=Locale.KO,
            own_words=await _sealed(owner, senior.own_words),
        )


async def _sealed(owner: UUID, text: str | None) -> bytes | None:
    return None if text is None else await personal.seal(owner, text)
