"""Signed-in installations: how one begins, and what its owner is given."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.models import Session
from domains.identity.refresh_policy import digest, family_part, first_tokens
from domains.identity.session_tokens import new_secret, write_token
from domains.kernel import audit, personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

NEVER_TOLD = datetime.fromtimestamp(0, UTC)
"""When somebody last proved who they are, for a provider that does not say: never recently."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session and the refresh token that keeps it: shown to its owner, never stored."""

    session_id: UUID
    person_id: UUID
    refresh_token: str = field(repr=False)
    signed_in_at: datetime | None = None
    """When the person proved who they are: the access token's `auth_time`."""


async def open_session(
    *,
    person_id: UUID,
    device_name: str,
    lives: timedelta,
    clock: Clock,
    ids: Ids,
    signed_in_at: datetime | None = None,
    provider: str | None = None,
    provider_sid: str | None = None,
    provider_subject: str | None = None,
) -> OpenSession:
    """Begin a session after a sign-in; it ends at the latest when `lives` is over.

    `signed_in_at` is when the person proved who they are: the provider's `auth_time` where it
    tells one, now where it does not. The other three say whose word it was, so that the
    provider's logout ends its own sessions (OpenID Connect Back-Channel Logout 1.0 §2.6).
    """
    secret, now = new_secret(), clock.now()
    sealed_name = await personal.seal(person_id, device_name)
    async with in_transaction():
        session = await Session.create(
            id=ids.new(),
            person_id=person_id,
            device_name=sealed_name,
            created_at=now,
            signed_in_at=signed_in_at or now,
            provider=provider,
            provider_sid=provider_sid,
            provider_subject=provider_subject,
            last_used_at=now,
            expires_at=now + lives,
            family_hash=digest(family_part(secret)),
            **asdict(first_tokens(secret, now=now)),
        )
        actor = Actor(person_id=person_id, session_id=session.id)
        await audit.record(
            actor, "identity.session.open", reference=session.id, clock=clock, ids=ids
        )
    return shown_to_owner(session, secret)


def shown_to_owner(session: Session, secret: bytes) -> OpenSession:
    """What the owner's device is told of a session."""
    return OpenSession(
        session_id=session.id,
        person_id=session.person_id,
        refresh_token=write_token(session.id, secret),
        signed_in_at=session.signed_in_at or session.created_at,
    )
