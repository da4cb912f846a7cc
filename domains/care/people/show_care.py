"""What somebody is shown of a senior's care: as much as she chose, and the plan itself to those
who carry it out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.care_plan import CarePlan, Contact
from domains.care.people.hours import Hours
from domains.care.people.may_see import depth_for
from domains.care.people.models import Enrolment, Pause
from domains.care.people.read_plans import care_plan
from domains.care.people.vocabulary import Depth, PauseReason
from domains.identity import public as identity
from domains.identity.public import roles as offices
from domains.kernel import audit, personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class ContactView:
    """A guardian in her order, and what they see."""

    person_id: UUID
    name: str = field(repr=False)
    rank: int
    time_zone: str
    hours: tuple[Hours, ...]
    depth: Depth


@dataclass(frozen=True, slots=True)
class PauseView:
    """`reason` None for who sees her state alone."""

    until: datetime
    reason: PauseReason | None


@dataclass(frozen=True, slots=True)
class CareView:
    """`depth` is how much of her days the viewer sees.

    Contacts and her own words are for those who carry the plan out: her contacts, the care workers
    of her dong, her centre. For other guardians they are empty.
    """

    senior_id: UUID
    name: str = field(repr=False)
    dong: str
    centre: str
    depth: Depth
    pause: PauseView | None
    own_words: str | None = field(repr=False)
    contacts: Sequence[ContactView]


async def show_care(actor: Actor, senior_id: UUID, *, clock: Clock, ids: Ids) -> CareView | None:
    """None for who sees nothing of her, or where there is no such care: the same answer."""
    holder, now = actor.speaks_for, clock.now()
    plan = await care_plan(senior_id, at=now)
    depth = None if holder is None else await depth_for(holder, senior_id, at=now)
    if plan is None or holder is None or depth is None:
        return None
    await _trace(actor, plan, clock=clock, ids=ids)
    return await _view(
        actor, plan, depth, carries_out=await _carries_out(holder, plan, now), at=now
    )


async def contact_views(contacts: Sequence[Contact]) -> list[ContactView]:
    """The contacts by their names."""
    cards = await identity.people([contact.person_id for contact in contacts])
    return [
        ContactView(
            person_id=contact.person_id,
            name=cards[contact.person_id].display_name,
            rank=contact.rank,
            time_zone=contact.time_zone,
            hours=contact.hours,
            depth=contact.depth,
        )
        for contact in contacts
    ]


async def unit_names(unit_ids: Collection[UUID]) -> dict[UUID, str]:
    """What dongs and centres are called."""
    return {unit: card.name for unit, card in (await offices.units(unit_ids)).items()}


async def pause_of(enrolment_id: UUID, depth: Depth, *, at: datetime) -> PauseView | None:
    """The pause that runs at a moment."""
    row = await Pause.get_or_none(enrolment_id=enrolment_id, ended_at=None, until__gt=at)
    if row is None:
        return None
    return PauseView(row.until, row.reason if depth.covers(Depth.REASONS) else None)


async def words_of(actor: Actor, row: Enrolment) -> str | None:
    """Her own words, opened; the actor has been let in by whoever calls this."""
    assert actor.is_authenticated
    if row.own_words is None:
        return None
    return await personal.reveal(row.senior_id, bytes(row.own_words))


async def _carries_out(holder: UUID, plan: CarePlan, at: datetime) -> bool:
    """Whoever is in the plan; and whom an office lets see her, with a case as without."""
    named = {contact.person_id for contact in plan.contacts} | {plan.senior_id}
    ties = await identity.guardians_of(
        plan.senior_id, at=at, kind=identity.RelationKind.SENIOR_GUARDIAN
    )
    return holder in named or holder not in ties


async def _view(
    actor: Actor, plan: CarePlan, depth: Depth, *, carries_out: bool, at: datetime
) -> CareView:
    row = await Enrolment.get(id=plan.enrolment_id)
    cards = await identity.people([plan.senior_id])
    names = await unit_names([plan.dong_id, plan.centre_id])
    return CareView(
        senior_id=plan.senior_id,
        name=cards[plan.senior_id].display_name,
        dong=names.get(plan.dong_id, ""),
        centre=names.get(plan.centre_id, ""),
        depth=depth,
        pause=await pause_of(plan.enrolment_id, depth, at=at),
        own_words=await words_of(actor, row) if carries_out else None,
        contacts=await contact_views(plan.contacts) if carries_out else (),
    )


async def _trace(actor: Actor, plan: CarePlan, *, clock: Clock, ids: Ids) -> None:
    async with in_transaction():
        await audit.record(
            actor,
            "care.plan.read",
            subject_id=plan.senior_id,
            reference=plan.enrolment_id,
            clock=clock,
            ids=ids,
        )
