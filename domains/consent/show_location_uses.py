"""Who looked at whose location, when and why; told to that person and their guardian.

위치정보법 §24③: the subject, and for a child the guardian, may ask for these records.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.consent.catalogue import Purpose
from domains.consent.location_uses import (
    EVERYTHING,
    LocationUseView,
    UseFilter,
    location_uses_of,
)
from domains.consent.look import may_look
from domains.consent.names import Names, names_of
from domains.consent.require import Act
from domains.consent.show_purposes import NotYoursToSee
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class ShownUse:
    """One use; `by` and `given_to` are names as people read them, never the location."""

    id: UUID
    at: datetime
    purposes: tuple[Purpose, ...]
    act: Act
    by: str | None = field(repr=False)
    by_system: bool
    given_to: str | None = field(repr=False)


async def show_location_uses(
    actor: Actor,
    *,
    subject_id: UUID,
    limit: int,
    before: UUID | None,
    locale: Locale,
    clock: Clock,
    ids: Ids,
    wanted: UseFilter = EVERYTHING,
) -> list[ShownUse] | NotYoursToSee:
    """A page of the records, newest first; `before` is the last of the page before.

    A guardian's look is itself audited; one's own is one's own affair.
    """
    action = "consent.location_uses.read"
    if not await may_look(actor, action, subject_id=subject_id, clock=clock, ids=ids):
        return NotYoursToSee()
    uses = await location_uses_of(subject_id, limit=limit, before=before, wanted=wanted)
    names = await names_of(
        [one for use in uses for one in (use.actor_id, use.receiver_id)], locale=locale
    )
    return [_shown(use, names) for use in uses]


def _shown(use: LocationUseView, names: Names) -> ShownUse:
    return ShownUse(
        id=use.id,
        at=use.at,
        purposes=use.purposes,
        act=Act(use.act),
        by=names.who(use.actor_id, system=use.actor_system),
        by_system=use.actor_system is not None,
        given_to=names.who(use.receiver_id),
    )
