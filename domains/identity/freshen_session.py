"""Somebody proves once more who they are, so that their session may do dangerous things."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.models import Session
from domains.identity.queries import person_of_account
from domains.identity.recognise_session import find_standing
from domains.identity.refresh_session import SessionOver
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class FreshProof:
    """What a provider said just now, and when it asked the person."""

    provider: str
    subject: str = field(repr=False)
    sid: str | None
    proved_at: datetime


@dataclass(frozen=True, slots=True)
class Freshened:
    session_id: UUID


@dataclass(frozen=True, slots=True)
class AnotherPerson:
    """Whoever signed in is not the session's person: it stays as it was, and theirs alone."""


FreshenOutcome = Freshened | AnotherPerson | SessionOver


async def freshen_session(
    *, refresh_token: str, proof: FreshProof, clock: Clock, ids: Ids
) -> FreshenOutcome:
    """Note in the session that its person signed in anew; by any account that leads to them.

    Never enrols anybody: an account that leads to no one is another person's.
    """
    async with in_transaction():
        session = await find_standing(refresh_token, clock, lock=True)
        if session is None:
            return SessionOver()
        who = await person_of_account(provider=proof.provider, subject=proof.subject)
        if who != session.person_id:
            return AnotherPerson()
        await _note(session, proof)
        actor = Actor(person_id=session.person_id, session_id=session.id)
        await audit.record(
            actor, "identity.session.freshen", reference=session.id, clock=clock, ids=ids
        )
        return Freshened(session.id)


async def _note(session: Session, proof: FreshProof) -> None:
    """Its provider may have begun a session of another name, whose end then is ours too."""
    session.signed_in_at = max(proof.proved_at, session.signed_in_at or session.created_at)
    if (session.provider, session.provider_subject) == (proof.provider, proof.subject):
        session.provider_sid = proof.sid or session.provider_sid
    await session.save(update_fields=["signed_in_at", "provider_sid"])
