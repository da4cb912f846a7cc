"""A phone is lost, or a sign-in was forgotten somewhere: its session is ended from another one.

This asks for no fresh sign-in. It only takes away, whoever has lost a phone must be quick, and a
thief gains nothing by signing the owner out: the owner comes back with a sign-in.
"""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity import policy
from domains.identity.end_session import revoke
from domains.identity.models import Person, Session
from domains.identity.queries import is_guardian
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class SessionEnded:
    session_id: UUID


@dataclass(frozen=True, slots=True)
class NotYourSession:
    """Not the actor's to end, or unknown: the two look alike on purpose."""


async def end_session_for(
    *, actor: Actor, session_id: UUID, clock: Clock, ids: Ids
) -> SessionEnded | NotYourSession:
    """End one session; its tokens work no more. Ending it again changes nothing."""
    async with in_transaction():
        session = await Session.select_for_update().get_or_none(id=session_id)
        if session is None:
            return NotYourSession()
        because = await _may_end(actor, owner_id=session.person_id, clock=clock)
        if because is None:
            return NotYourSession()
        if session.revoked_at is None:
            await _end(actor, session, because, clock, ids)
        return SessionEnded(session_id)


async def end_other_sessions(*, actor: Actor, clock: Clock, ids: Ids) -> int:
    """End all of one's sessions but the one that asks; how many ended."""
    async with in_transaction():
        standing = (
            await Session.filter(person_id=actor.person_id, revoked_at=None)
            .exclude(id=actor.session_id)
            .order_by("id")
            .select_for_update()
        )
        for session in standing:
            await _end(actor, session, policy.ENDED_BY_OWNER, clock, ids)
    return len([session for session in standing if session.expires_at > clock.now()])


async def _may_end(actor: Actor, *, owner_id: UUID, clock: Clock) -> str | None:
    """Why it ends, in the word of the event; None for whoever may not."""
    owner = await Person.get(id=owner_id)
    is_parent = actor.person_id is not None and await is_guardian(
        holder_id=actor.person_id, subject_id=owner_id, at=clock.now()
    )
    today = seoul_date(clock.now())
    return policy.may_end_session(
        actor,
        owner_id=owner_id,
        is_guardian_of_owner=is_parent,
        owner_is_young=policy.is_young(owner.birth_date, today),
    )


async def _end(actor: Actor, session: Session, because: str, clock: Clock, ids: Ids) -> None:
    await revoke(session, because=because, clock=clock, ids=ids)
    await audit.record(
        actor,
        "identity.session.end",
        subject_id=session.person_id,
        reference=session.id,
        clock=clock,
        ids=ids,
    )
