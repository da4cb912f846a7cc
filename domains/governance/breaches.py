"""Breaches: what leaked, and the 72 hours in which people and the commission hear of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.legal_clock import breach_due
from domains.governance.models import Breach
from domains.governance.staff import is_dpo
from domains.governance.timers import clear_timers, set_breach_timers
from domains.governance.vocabulary import BreachState
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.resident_numbers import holds_resident_number

REPORTED_FROM = 1000
"""People; fewer are reported too when the data is sensitive or the intruder came from outside."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known; names of people have no place here."""

    title: str = field(repr=False)
    what_happened: str = field(repr=False)
    data_concerned: str = field(repr=False)
    measures: str = field(repr=False)
    people_concerned: int | None
    sensitive: bool
    from_outside: bool

    @property
    def must_be_reported(self) -> bool:
        """To the commission (시행령 §40①); those concerned hear in any case (§34①)."""
        many = self.people_concerned is None or self.people_concerned >= REPORTED_FROM
        return many or self.sensitive or self.from_outside


class Told(StrEnum):
    """A step of a breach's course."""

    PEOPLE = "people"
    COMMISSION = "commission"


@dataclass(frozen=True, slots=True)
class BreachOpened:
    breach_id: UUID
    due_at: datetime
    must_be_reported: bool


@dataclass(frozen=True, slots=True)
class BreachNoted:
    breach_id: UUID
    state: BreachState


@dataclass(frozen=True, slots=True)
class NotTheDpo:
    """Breaches are the data-protection officer's; to others there are none."""


@dataclass(frozen=True, slots=True)
class NotYetTold:
    """A breach is closed when those who must hear of it have."""

    missing: frozenset[Told]


@dataclass(frozen=True, slots=True)
class ForeignNumber:
    """The text shows a resident registration number."""


async def open_breach(
    actor: Actor, *, facts: Facts, found_at: datetime, clock: Clock, ids: Ids
) -> BreachOpened | NotTheDpo | ForeignNumber:
    """Write a breach down; its 72 hours run from when it was found, not from now."""
    if not is_dpo(actor) or actor.person_id is None:
        return NotTheDpo()
    if holds_resident_number([facts.title, facts.what_happened, facts.measures]):
        return ForeignNumber()
    async with in_transaction():
        breach = await Breach.create(
            id=ids.new(),
            state=BreachState.OPEN,
            title=facts.title,
            what_happened=facts.what_happened,
            data_concerned=facts.data_concerned,
            measures=facts.measures,
            people_concerned=facts.people_concerned,
            sensitive=facts.sensitive,
            from_outside=facts.from_outside,
            found_at=found_at,
            opened_by=actor.person_id,
            opened_at=clock.now(),
            due_at=breach_due(found_at),
        )
        await set_breach_timers(breach.id, breach.due_at, ids=ids)
        await _trace(actor, breach, "open", clock=clock, ids=ids)
        return BreachOpened(breach.id, breach.due_at, facts.must_be_reported)


async def note_breach_told(
    actor: Actor, *, breach_id: UUID, told: Told, clock: Clock, ids: Ids
) -> BreachNoted | NotTheDpo:
    """Those concerned, or the commission, have been told; the first time counts."""
    async with in_transaction():
        breach = await _lock(actor, breach_id)
        if breach is None:
            return NotTheDpo()
        if told is Told.PEOPLE:
            breach.people_told_at = breach.people_told_at or clock.now()
        else:
            breach.commission_told_at = breach.commission_told_at or clock.now()
        await breach.save()
        if not missing(breach):
            await clear_timers(breach.id)
        await _trace(actor, breach, f"tell_{told}", clock=clock, ids=ids)
        return BreachNoted(breach.id, breach.state)


async def close_breach(
    actor: Actor, *, breach_id: UUID, measures: str, clock: Clock, ids: Ids
) -> BreachNoted | NotYetTold | NotTheDpo:
    """The breach is dealt with, and this was done."""
    async with in_transaction():
        breach = await _lock(actor, breach_id)
        if breach is None:
            return NotTheDpo()
        if missing(breach):
            return NotYetTold(missing(breach))
        breach.state, breach.closed_at = BreachState.CLOSED, clock.now()
        breach.measures = measures
        await breach.save()
        await _trace(actor, breach, "close", clock=clock, ids=ids)
        return BreachNoted(breach.id, breach.state)


def missing(breach: Breach) -> frozenset[Told]:
    """Who must still hear of it."""
    left = {Told.PEOPLE} if breach.people_told_at is None else set()
    if facts_of(breach).must_be_reported and breach.commission_told_at is None:
        left.add(Told.COMMISSION)
    return frozenset(left)


def facts_of(breach: Breach) -> Facts:
    return Facts(
        title=breach.title,
        what_happened=breach.what_happened,
        data_concerned=breach.data_concerned,
        measures=breach.measures,
        people_concerned=breach.people_concerned,
        sensitive=breach.sensitive,
        from_outside=breach.from_outside,
    )


async def _lock(actor: Actor, breach_id: UUID) -> Breach | None:
    if not is_dpo(actor):
        return None
    return await Breach.select_for_update().get_or_none(id=breach_id)


async def _trace(actor: Actor, breach: Breach, deed: str, *, clock: Clock, ids: Ids) -> None:
    await audit.record(
        actor, f"governance.breach.{deed}", reference=breach.id, clock=clock, ids=ids
    )
