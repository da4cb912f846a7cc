"""The ledger as the person and their guardian read it: every word, and the text it was about."""

from dataclasses import dataclass, field
from uuid import UUID

from domains.consent.look import may_look
from domains.consent.names import names_of
from domains.consent.queries import LedgerView, ledger_of
from domains.consent.show_purposes import NotYoursToSee
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class ShownWord:
    """One entry; `by` is who decided, None where the house itself spoke."""

    entry: LedgerView
    by: str | None = field(repr=False)
    on_behalf_of: str | None = field(repr=False)


async def show_history(
    actor: Actor,
    *,
    subject_id: UUID,
    limit: int,
    before: UUID | None,
    locale: Locale,
    clock: Clock,
    ids: Ids,
) -> list[ShownWord] | NotYoursToSee:
    """A page of the ledger, newest first. A guardian's look is audited; one's own is not."""
    action = "consent.history.read"
    if not await may_look(actor, action, subject_id=subject_id, clock=clock, ids=ids):
        return NotYoursToSee()
    entries = await ledger_of(subject_id, limit=limit, before=before)
    people = [one for entry in entries for one in (entry.decided_by, entry.on_behalf_of)]
    names = await names_of(people, locale=locale)
    return [ShownWord(e, names.who(e.decided_by), names.who(e.on_behalf_of)) for e in entries]
