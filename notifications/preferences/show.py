"""What a person chose, for their screen."""

from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.text import Locale
from notifications.preferences.outcomes import NotYoursToChoose
from notifications.preferences.whose import may_choose_for
from notifications.preferences.wishes import COLUMNS, NO_WISHES, Wishes, wishes_of

_ONE: Final[LiteralString] = (
    f"SELECT {COLUMNS}, large_text FROM notifications.preferences "  # noqa: S608 - our literal
    "WHERE person_id = $1"
)


@dataclass(frozen=True, slots=True)
class ShownPreferences:
    """All of it; without a row, as everybody begins. `locale` is the language they are told in."""

    person_id: UUID
    wishes: Wishes
    large_text: bool
    locale: Locale


async def show_preferences(
    actor: Actor, person_id: UUID, *, clock: Clock
) -> ShownPreferences | NotYoursToChoose:
    """To whoever may choose."""
    if not await may_choose_for(actor, person_id, clock=clock):
        return NotYoursToChoose()
    card = (await identity.people([person_id], named=False)).get(person_id)
    if card is None:
        return NotYoursToChoose()
    rows = await sql.fetch(_ONE, person_id)
    wishes = wishes_of(rows[0]) if rows else NO_WISHES
    large = bool(rows) and rows[0]["large_text"]
    return ShownPreferences(person_id, wishes, large, card.locale)
