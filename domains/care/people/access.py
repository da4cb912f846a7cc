"""Who stands where to a senior's care: she herself, her guardians, her centre."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from domains.care.people.models import Enrolment, ServedDong
from domains.consent.public import Purpose, standing_purposes
from domains.identity import public as identity
from domains.identity.public import RelationKind
from domains.identity.public import roles as offices
from domains.kernel import sql
from domains.kernel.actor import Actor, Role

CENTRE: Final = frozenset({Role.CENTRE_MANAGER, Role.CENTRE_STAFF})


@dataclass(frozen=True, slots=True)
class NotYourSenior:
    """The actor has nothing to say here, or there is no such care: the same answer."""


async def own_enrolment(actor: Actor, *, at: datetime) -> Enrolment | None:
    """That of whoever speaks, accepted yet or not; at a desk that of the person there."""
    return None if actor.speaks_for is None else await asked_for_by(actor.speaks_for, at=at)


async def enrolment_of(senior_id: UUID, *, at: datetime) -> Enrolment | None:
    """One that a centre has accepted."""
    row = await asked_for_by(senior_id, at=at)
    return row if row is not None and row.stands_since is not None else None


async def asked_for_by(senior_id: UUID, *, at: datetime) -> Enrolment | None:
    """Accepted yet or not, locked for the transaction; None without her consent to the care."""
    row = await Enrolment.select_for_update().get_or_none(senior_id=senior_id)
    return await _if_she_agrees(row, at=at)


async def look_at_enrolment_of(senior_id: UUID, *, at: datetime) -> Enrolment | None:
    """The same without a lock: who only looks keeps nobody waiting, and waits for nobody."""
    return await _if_she_agrees(await Enrolment.get_or_none(senior_id=senior_id), at=at)


async def _if_she_agrees(row: Enrolment | None, *, at: datetime) -> Enrolment | None:
    if row is None:
        return None
    allowed = (await standing_purposes([row.senior_id], at=at))[row.senior_id]
    return row if Purpose.CARE_CHECK_INS in allowed else None


async def is_guardian_of(actor: Actor, senior_id: UUID, *, at: datetime) -> bool:
    """Whether the actor, for themself and in no other's place, is her guardian at the moment."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return False
    return await identity.is_guardian(
        holder_id=actor.person_id,
        subject_id=senior_id,
        kind=RelationKind.SENIOR_GUARDIAN,
        at=at,
    )


async def is_of_centre(person_id: UUID | None, centre_id: UUID, *, at: datetime) -> bool:
    """Whether somebody holds an office at that very centre; in a sitting, their own office counts
    only for where the desk stands."""
    if person_id is None:
        return False
    held = await offices.offices_held(person_id, at=at)
    return any(office.role in CENTRE and office.unit_id == centre_id for office in held)


async def may_say_where(actor: Actor, enrolment: Enrolment, *, at: datetime) -> bool:
    """Where she lives say she and her centre, which has her word for it."""
    if actor.speaks_for == enrolment.senior_id:
        return True
    return await speaks_for_centre(actor, enrolment.centre_id, at=at)


async def speaks_for_centre(actor: Actor, centre_id: UUID, *, at: datetime) -> bool:
    """Whether the actor is staff of that centre, at work and in no other's place."""
    at_work = actor.stand_in_id is None
    return at_work and await is_of_centre(actor.person_id, centre_id, at=at)


async def centre_serving(dong_id: UUID) -> UUID | None:
    """Which centre looks after the dong; None: none does yet."""
    served = await ServedDong.get_or_none(dong_id=dong_id)
    return served.centre_id if served else None


async def hold_centre_serving(dong_id: UUID) -> UUID | None:
    """The same for whoever comes to live there: until their commit the dong goes to no other
    centre. Many may hold it at once; before her enrolment (`lock_senior`)."""
    rows = await sql.fetch(
        "SELECT centre_id FROM care.served_dongs WHERE dong_id = $1 FOR SHARE", dong_id
    )
    return rows[0]["centre_id"] if rows else None
