"""An access token remembers an office for minutes; what counts is whether it stands now."""

from dataclasses import replace
from datetime import datetime

from api.middleware.authentication import Identified
from domains.identity import public as identity


async def with_standing_offices(identified: Identified, *, at: datetime) -> Identified:
    """The caller without the offices that have ended since the token was issued.

    Asked of the table for staff only: a citizen's token names no office and costs nothing.
    """
    actor = identified.actor
    if not actor.roles or actor.person_id is None:
        return identified
    standing = actor.roles & frozenset(await identity.roles_of(actor.person_id, at=at))
    return replace(identified, actor=replace(actor, roles=standing))
