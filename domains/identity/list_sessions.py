"""Where somebody is signed in."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.identity.vocabulary import NAMELESS
from domains.kernel import personal, sql
from domains.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as its owner sees it; never its tokens."""

    session_id: UUID
    device_name: str = field(repr=False)
    provider: str | None
    signed_in_at: datetime
    last_seen_at: datetime
    expires_at: datetime


async def sessions_of(
    person_id: UUID, *, limit: int, before: UUID | None, clock: Clock
) -> list[SessionView]:
    """Sessions that stand, newest first; `before` is the last one of the page before.

    Last seen is the last refresh: to within the life of an access token.
    """
    rows = await sql.fetch(
        """
        SELECT id, device_name, provider, created_at, signed_in_at, last_used_at, expires_at
        FROM identity.sessions
        WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > $2
          AND ($3::uuid IS NULL OR id < $3)
        ORDER BY id DESC LIMIT $4
        """,
        person_id,
        clock.now(),
        before,
        limit,
    )
    names = await personal.open_each([(person_id, row["device_name"]) for row in rows])
    return [
        SessionView(
            session_id=row["id"],
            device_name=name or NAMELESS,
            provider=row["provider"],
            signed_in_at=row["signed_in_at"] or row["created_at"],
            last_seen_at=row["last_used_at"],
            expires_at=row["expires_at"],
        )
        for row, name in zip(rows, names, strict=True)
    ]
