"""What a person, or who may decide for them, sees of their consents; each one statement or two."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.consent import timers
from domains.consent.catalogue import CATALOGUE, Purpose, Terms, wording
from domains.consent.fold import Action, Because, Stand
from domains.consent.ledger import Channel
from domains.consent.standing import standing_of
from domains.consent.timers import Kind
from domains.kernel import sql
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class PurposeView:
    """One purpose with its text, and how it stands for the subject.

    `version` is the one that was agreed to, `until` when it ends by itself; `ask_again` where the
    text has changed in substance since. `answer_by` is set while the question of every two years
    is open.
    """

    terms: Terms
    text: str
    stands: bool
    changed_at: datetime | None
    version: int | None
    until: datetime | None
    ask_again: bool
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class LedgerView:
    """One entry of the ledger, with the text that was shown."""

    id: UUID
    at: datetime
    purpose: Purpose
    action: Action
    because: Because | None
    text_version: int
    locale: Locale
    text_shown: str
    decided_by: UUID | None
    on_behalf_of: UUID | None
    channel: Channel
    stands_until: datetime | None


async def purposes_of(subject_id: UUID, *, locale: Locale, at: datetime) -> list[PurposeView]:
    """Every declared purpose with the subject's state at a moment."""
    stands = await standing_of(subject_id)
    answers = await timers.waiting(subject_id, Kind.SILENCE)
    rows = await sql.fetch(
        """
        SELECT purpose, max(at) AS at FROM consent.ledger
        WHERE subject_id = $1 AND action <> 'asked' GROUP BY purpose
        """,
        subject_id,
    )
    changed = {row["purpose"]: row["at"] for row in rows}
    return [
        _view(
            terms,
            stands.get(purpose),
            text=wording(purpose, locale),
            changed_at=changed.get(purpose),
            answer_by=answers.get(purpose),
            at=at,
        )
        for purpose, terms in CATALOGUE.items()
    ]


def _view(
    terms: Terms,
    stand: Stand | None,
    *,
    text: str,
    changed_at: datetime | None,
    answer_by: datetime | None,
    at: datetime,
) -> PurposeView:
    if stand is not None and not _holds(terms, stand, at):
        stand = None
    ends = terms.stands_until(stand.version) if stand else None
    until = min((end for end in (stand and stand.until, ends) if end), default=None)
    return PurposeView(
        terms=terms,
        text=text,
        stands=stand is not None,
        changed_at=changed_at,
        version=stand.version if stand else None,
        until=until,
        ask_again=ends is not None,
        answer_by=answer_by if stand else None,
    )


def _holds(terms: Terms, stand: Stand, at: datetime) -> bool:
    """As `consent.standing_at` has it in the database."""
    return stand.version >= terms.oldest_valid(at) and (stand.until is None or stand.until > at)


async def ledger_of(subject_id: UUID, *, limit: int, before: UUID | None) -> list[LedgerView]:
    """The subject's entries, newest first; `before` is the last one seen."""
    rows = await sql.fetch(
        """
        SELECT id, at, purpose, action, because, text_version, locale, text_shown, decided_by,
            on_behalf_of, channel, stands_until
        FROM consent.ledger
        WHERE subject_id = $1 AND ($2::uuid IS NULL OR number < (
            SELECT number FROM consent.ledger WHERE id = $2 AND subject_id = $1))
        ORDER BY number DESC LIMIT $3
        """,
        subject_id,
        before,
        limit,
    )
    return [_entry(row) for row in rows]


def _entry(row: Any) -> LedgerView:
    return LedgerView(
        id=row["id"],
        at=row["at"],
        purpose=Purpose(row["purpose"]),
        action=Action(row["action"]),
        because=Because(row["because"]) if row["because"] else None,
        text_version=row["text_version"],
        locale=Locale(row["locale"]),
        text_shown=row["text_shown"],
        decided_by=row["decided_by"],
        on_behalf_of=row["on_behalf_of"],
        channel=Channel(row["channel"]),
        stands_until=row["stands_until"],
    )
