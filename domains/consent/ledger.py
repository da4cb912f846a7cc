"""The append-only ledger: each word about a purpose, with the exact text that was shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domains.consent.catalogue import Purpose, wording
from domains.consent.fold import Action, Because, Word
from domains.consent.models import LedgerEntry
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


class Channel(StrEnum):
    """By what way a word came."""

    ONLINE = "online"
    ASSISTED = "assisted"
    """A centre's stand-in spoke for somebody without a phone."""
    HOUSE = "house"
    """Nobody spoke: a term ended, a law took effect, a question was put."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A word about to be written."""

    subject_id: UUID
    word: Word
    locale: Locale


async def write(actor: Actor, saying: Saying, *, at: datetime, clock: Clock, ids: Ids) -> UUID:
    """Append a word and its trace in the audit, in the transaction that holds the standing row."""
    word = saying.word
    entry = await LedgerEntry.create(
        id=ids.new(),
        subject_id=saying.subject_id,
        purpose=word.purpose,
        action=word.action,
        text_version=word.text_version,
        locale=saying.locale,
        text_shown=wording(word.purpose, saying.locale, version=word.text_version),
        decided_by=actor.person_id,
        at=at,
        because=word.because,
        channel=_channel(actor),
        on_behalf_of=actor.on_behalf_of,
        stands_until=word.stands_until,
    )
    await audit.record(
        actor,
        f"consent.{entry.action}",
        subject_id=saying.subject_id,
        reference=entry.id,
        clock=clock,
        ids=ids,
    )
    return entry.id


async def words_of(subjects: Collection[UUID]) -> Mapping[UUID, list[Word]]:
    """The subjects' words in the ledger's order."""
    rows = await sql.fetch(
        """
        SELECT subject_id, purpose, action, text_version, because, stands_until
        FROM consent.ledger WHERE subject_id = ANY($1::uuid[]) ORDER BY subject_id, number
        """,
        list(subjects),
    )
    words: dict[UUID, list[Word]] = {subject: [] for subject in subjects}
    for row in rows:
        words[row["subject_id"]].append(
            Word(
                purpose=Purpose(row["purpose"]),
                action=Action(row["action"]),
                text_version=row["text_version"],
                because=Because(row["because"]) if row["because"] else None,
                stands_until=row["stands_until"],
            )
        )
    return words


def _channel(actor: Actor) -> Channel:
    if actor.system is not None:
        return Channel.HOUSE
    return Channel.ONLINE if actor.stand_in_id is None else Channel.ASSISTED
