"""A community centre opens an account for somebody without a phone, on their proof."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import PersonEnrolled, StandInOpened
from domains.identity.models import Person, StandIn
from domains.identity.offices_held import holds_office
from domains.identity.stand_in_policy import STAFF, ProofKind, Witnessed, may_witness
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who came to the desk. `person_id` is new; name, proof and spoken word are sealed under it.

    `proof` says where it was seen (a desk log's page), never a number of the document; `spoken`
    where the recording of the person's own words lies, when they said yes aloud.
    """

    person_id: UUID
    display_name: bytes
    birth_date: date | None
    locale: Locale
    proof_kind: ProofKind
    proof: bytes
    spoken: bytes | None = None


@dataclass(frozen=True, slots=True)
class StandInState:
    """`stands` is False until a second member of staff has seen the proof."""

    stand_in_id: UUID
    person_id: UUID
    stands: bool


@dataclass(frozen=True, slots=True)
class NotYourDesk:
    """The actor is no staff of that centre, or there is nothing there for them to do."""


async def open_stand_in(
    actor: Actor, centre_id: UUID, newcomer: Newcomer, *, clock: Clock, ids: Ids
) -> StandInState | NotYourDesk:
    """Make the person and the account; with their spoken word it stands at once."""
    async with in_transaction():
        if not await holds_office(actor, *STAFF, at=clock.now(), unit_id=centre_id):
            return NotYourDesk()
        await _enrol(newcomer, clock, ids)
        row = await StandIn.create(
            id=ids.new(),
            person_id=newcomer.person_id,
            centre_id=centre_id,
            proof_kind=newcomer.proof_kind,
            proof=newcomer.proof,
            spoken=newcomer.spoken,
            opened_by=actor.person_id,
            opened_at=clock.now(),
            witnessed_at=clock.now() if newcomer.spoken else None,
        )
        return await _note(actor, row, "open", clock, ids)


async def witness_stand_in(
    actor: Actor, stand_in_id: UUID, *, clock: Clock, ids: Ids
) -> StandInState | NotYourDesk:
    """A second member of staff of the same centre has seen the proof too: it stands."""
    async with in_transaction():
        row = await StandIn.select_for_update().get_or_none(id=stand_in_id, ended_at=None)
        if row is None or actor.person_id is None:
            return NotYourDesk()
        if not await holds_office(actor, *STAFF, at=clock.now(), unit_id=row.centre_id):
            return NotYourDesk()
        if not may_witness(witnessed(row), actor.person_id):
            return NotYourDesk()
        row.witnessed_by, row.witnessed_at = actor.person_id, clock.now()
        await row.save(update_fields=["witnessed_by", "witnessed_at"])
        return await _note(actor, row, "witness", clock, ids)


def witnessed(row: StandIn) -> Witnessed:
    """The row as the policy knows it."""
    return Witnessed(row.opened_by, row.spoken is not None, row.witnessed_by)


async def _enrol(newcomer: Newcomer, clock: Clock, ids: Ids) -> None:
    await Person.create(
        id=newcomer.person_id,
        display_name=newcomer.display_name,
        birth_date=newcomer.birth_date,
        locale=newcomer.locale,
        created_at=clock.now(),
    )
    await outbox.record(PersonEnrolled(newcomer.person_id), clock=clock, ids=ids)


async def _note(actor: Actor, row: StandIn, verb: str, clock: Clock, ids: Ids) -> StandInState:
    await audit.record(
        actor,
        f"identity.stand_in.{verb}",
        subject_id=row.person_id,
        reference=row.id,
        clock=clock,
        ids=ids,
    )
    stands = witnessed(row).stands
    if stands:
        event = StandInOpened(row.id, row.person_id, row.centre_id)
        await outbox.record(event, clock=clock, ids=ids)
    return StandInState(row.id, row.person_id, stands)
