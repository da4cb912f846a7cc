"""What somebody was told, as it was worded; how they wished to be, and why they were or not."""

from collections.abc import Mapping, Sequence
from typing import Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.subject_rights import Section
from notifications.inbox_item import COLUMNS, InboxItem, items

_ALL: Final[LiteralString] = f"""
    SELECT {COLUMNS} FROM notifications.inbox WHERE person_id = $1 ORDER BY inbox.id
"""  # noqa: S608 - a literal of ours

_WRITTEN: Final[LiteralString] = """
    SELECT id, created_at AS at, category, state FROM notifications.campaigns
    WHERE created_by = $1 ORDER BY id
"""

_CHAINS: Final[LiteralString] = """
    SELECT armed_at AS at, category, tried, ended_at, ended_because
    FROM notifications.fallbacks WHERE person_id = $1 ORDER BY id
"""


_WISHES: Final[LiteralString] = """
    SELECT muted, quiet_from, quiet_to, digest_at, digested, large_text, changed_at AS at
    FROM notifications.preferences WHERE person_id = $1
"""
"""Hours in minutes since Seoul's midnight."""

_DECISIONS: Final[LiteralString] = """
    SELECT decided_at AS at, topic, category, verdict, reason, held_until
    FROM notifications.decisions WHERE person_id = $1 ORDER BY id
"""


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`: the inbox, oldest first, and the campaigns that one wrote as an officer."""
    told = await items(await sql.fetch(_ALL, person_id))
    written = await sql.fetch(_WRITTEN, person_id)
    return [
        Section("notifications.inbox", [_row(entry) for entry in told]),
        Section("notifications.campaigns", [dict(row) for row in written]),
        Section(
            "notifications.fallbacks", [dict(row) for row in await sql.fetch(_CHAINS, person_id)]
        ),
        Section(
            "notifications.preferences", [dict(row) for row in await sql.fetch(_WISHES, person_id)]
        ),
        Section(
            "notifications.decisions", [dict(row) for row in await sql.fetch(_DECISIONS, person_id)]
        ),
    ]


def _row(entry: InboxItem) -> Mapping[str, object]:
    """A text is None where the person of whom it speaks is forgotten."""
    return {
        "at": entry.occurred_at,
        "kind": entry.kind,
        "read_at": entry.read_at,
        "retracted_at": entry.retracted_at,
        "title": entry.title or None,
        "body": entry.body or None,
    }
