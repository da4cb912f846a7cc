"""Where somebody is signed in, and where their young children are."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.identity.policy import is_young
from domains.identity.queries import children_of, people
from domains.identity.sessions import NEVER_TOLD
from domains.identity.vocabulary import NAMELESS
from domains.kernel import personal, sql
from domains.kernel.clock import Clock, seoul_date


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as its owner sees it; never its tokens."""

    session_id: UUID
    owner_id: UUID
    device_name: str = field(repr=False)
    provider: str | None
    signed_in_at: datetime | None
    """None where the provider did not say when it asked who it is."""
    last_seen_at: datetime
    expires_at: datetime


async def sessions_in_care_of(
    person_id: UUID, *, limit: int, before: UUID | None, clock: Clock
) -> list[SessionView]:
    """Sessions that stand, newest first; `before` is the last one of the page before.

    Those are the sessions that `end_session_for` lets this person end as owner or guardian. Last
    seen is the last refresh: to within the life of an access token.
    """
    children = await people(await children_of(person_id, at=clock.now()))
    today = seoul_date(clock.now())
    young = [child.person_id for child in children.values() if is_young(child.birth_date, today)]
    rows = await sql.fetch(
        """
        SELECT id, person_id, device_name, provider, created_at, signed_in_at, last_used_at,
               expires_at
        FROM identity.sessions
        WHERE person_id = ANY($1::uuid[]) AND revoked_at IS NULL AND expires_at > $2
          AND ($3::uuid IS NULL OR id < $3)
        ORDER BY id DESC LIMIT $4
        """,
        [person_id, *young],
        clock.now(),
        before,
        limit,
    )
    names = await personal.open_each([(row["person_id"], row["device_name"]) for row in rows])
    return [
        SessionView(
            session_id=row["id"],
            owner_id=row["person_id"],
            device_name=name or NAMELESS,
            provider=row["provider"],
            signed_in_at=_proved(row["signed_in_at"] or row["created_at"]),
            last_seen_at=row["last_used_at"],
            expires_at=row["expires_at"],
        )
        for row, name in zip(rows, names, strict=True)
    ]


def _proved(signed_in_at: datetime) -> datetime | None:
    return None if signed_in_at == NEVER_TOLD else signed_in_at
