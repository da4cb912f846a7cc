"""Who looked at whose location, when and why; told to that person and their guardian.

위치정보법 §24③: the subject, and for a child the guardian, may ask for these records.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from domains.consent.catalogue import Purpose
from domains.consent.policy import may_see
from domains.consent.queries import LocationUseView, location_uses_of
from domains.consent.require import Act
from domains.consent.show_purposes import NotYoursToSee
from domains.consent.who_asks import decider_of
from domains.identity import public as identity
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Catalogue, Locale

_words = Catalogue(Path(__file__).parent / "locales")


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
) -> list[ShownUse] | NotYoursToSee:
    """A page of the records, newest first; `before` is the last of the page before.

    A guardian's look is itself audited; one's own is one's own affair.
    """
    who = await decider_of(actor, subject_id=subject_id, clock=clock)
    if who is None or not may_see(who):
        return NotYoursToSee()
    if not who.is_subject:
        await audit.record(
            actor, "consent.location_uses.read", subject_id=subject_id, clock=clock, ids=ids
        )
    uses = await location_uses_of(subject_id, limit=limit, before=before)
    named = {use.actor_id for use in uses} | {use.receiver_id for use in uses}
    cards = await identity.people([person for person in named if person is not None])
    names = {person: card.display_name for person, card in cards.items()}
    return [_shown(use, names, locale) for use in uses]


def _shown(use: LocationUseView, names: dict[UUID, str], locale: Locale) -> ShownUse:
    return ShownUse(
        id=use.id,
        at=use.at,
        purposes=use.purposes,
        act=Act(use.act),
        by=_system(use.actor_system, locale) if use.actor_system else _name(use.actor_id, names),
        by_system=use.actor_system is not None,
        given_to=_name(use.receiver_id, names),
    )


def _name(person_id: UUID | None, names: dict[UUID, str]) -> str | None:
    return names.get(person_id) if person_id is not None else None


def _system(name: str, locale: Locale) -> str:
    """What a part of the house does, in words; a part without words of its own is the house."""
    try:
        return _words.text(locale, f"system.{name}")
    except KeyError:
        return _words.text(locale, "system")
