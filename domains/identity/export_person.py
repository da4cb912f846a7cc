"""What identity shows of one person: who they are here, with whom, and by which devices."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.subject_rights import Section

ACCOUNTS: LiteralString = """
    SELECT provider, subject AS account, created_at AS since
    FROM identity.accounts WHERE person_id = $1 ORDER BY created_at, id
"""
DEVICES: LiteralString = """
    SELECT name AS sealed, platform, created_at AS since, last_seen_at, revoked_at AS until
    FROM identity.devices WHERE person_id = $1 ORDER BY created_at, id
"""
CONTACT_NUMBERS: LiteralString = """
    SELECT number, sms_line_id IS NOT NULL AS by_sms, voice_line_id IS NOT NULL AS by_voice,
        added_at AS since, verified_at
    FROM identity.contact_numbers WHERE person_id = $1 ORDER BY id
"""
SESSIONS: LiteralString = """
    SELECT device_name AS sealed, created_at AS since, last_used_at, revoked_at AS until
    FROM identity.sessions WHERE person_id = $1 ORDER BY created_at, id
"""
OFFICES: LiteralString = """
    SELECT role, starts_at AS since, ends_at AS until
    FROM identity.role_grants WHERE person_id = $1 ORDER BY starts_at, id
"""
TIES: LiteralString = """
    SELECT r.kind, r.starts_at AS since, r.ends_at AS until, r.evidence, r.holder_id,
        r.subject_id, other.id AS other_id, other.display_name AS other
    FROM identity.relations r LEFT JOIN identity.people other
        ON other.id = CASE WHEN r.holder_id = $1 THEN r.subject_id ELSE r.holder_id END
    WHERE $1 IN (r.holder_id, r.subject_id) ORDER BY r.starts_at, r.id
"""
CLAIMS: LiteralString = """
    SELECT kind, brought_at AS since, decided_at, decision, holder_id, evidence, reason
    FROM identity.guardianship_claims WHERE $1 IN (holder_id, subject_id) ORDER BY brought_at, id
"""
STAND_INS: LiteralString = """
    SELECT proof_kind, proof, spoken, opened_at AS since, ended_at AS until
    FROM identity.stand_ins WHERE person_id = $1 ORDER BY opened_at, id
"""


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`. Secrets (hashes, push tokens) are no news to anybody and stay out."""
    return [
        await _person(person_id),
        Section("identity.accounts", await _plain(ACCOUNTS, person_id)),
        Section("identity.devices", await _named(DEVICES, person_id)),
        await _contact_numbers(person_id),
        Section("identity.sessions", await _named(SESSIONS, person_id)),
        Section("identity.offices", await _plain(OFFICES, person_id)),
        await _ties(person_id),
        await _claims(person_id),
        await _stand_ins(person_id),
    ]


async def _person(person_id: UUID) -> Section:
    rows = await sql.fetch(
        """
        SELECT display_name AS sealed, birth_date, locale, created_at AS since
        FROM identity.people WHERE id = $1
        """,
        person_id,
    )
    return Section("identity.person", await _opened(person_id, rows, {"name": "sealed"}))


async def _plain(statement: LiteralString, person_id: UUID) -> list[Mapping[str, object]]:
    return [dict(row) for row in await sql.fetch(statement, person_id)]


async def _named(statement: LiteralString, person_id: UUID) -> list[Mapping[str, object]]:
    return await _opened(person_id, await sql.fetch(statement, person_id), {"name": "sealed"})


async def _contact_numbers(person_id: UUID) -> Section:
    rows = await sql.fetch(CONTACT_NUMBERS, person_id)
    shown = await _opened(person_id, rows, {"number": "number"})
    return Section("identity.contact_numbers", shown)


async def _stand_ins(person_id: UUID) -> Section:
    rows = await sql.fetch(STAND_INS, person_id)
    words = {"evidence": "proof", "in_their_words": "spoken"}
    return Section("identity.stand_ins", await _opened(person_id, rows, words))


async def _ties(person_id: UUID) -> Section:
    rows = await sql.fetch(TIES, person_id)
    shown = [
        {
            "kind": row["kind"],
            "you_are": "holder" if row["holder_id"] == person_id else "subject",
            "with": await _text(row["other_id"], row["other"]),
            "since": row["since"],
            "until": row["until"],
            "evidence": await _text(row["holder_id"], row["evidence"]),
        }
        for row in rows
    ]
    return Section("identity.relations", shown)


async def _claims(person_id: UUID) -> Section:
    rows = await sql.fetch(CLAIMS, person_id)
    shown = [
        {
            "kind": row["kind"],
            "since": row["since"],
            "decided_at": row["decided_at"],
            "decision": row["decision"],
            "evidence": await _text(row["holder_id"], row["evidence"]),
            "reason": await _text(row["holder_id"], row["reason"]),
        }
        for row in rows
    ]
    return Section("identity.guardianship_claims", shown)


async def _opened(
    owner_id: UUID, rows: Sequence[Any], words: Mapping[str, str]
) -> list[Mapping[str, object]]:
    """Rows with their sealed columns opened; `words` maps a word to its column."""
    return [
        {word: await _text(owner_id, row[column]) for word, column in words.items()}
        | {key: value for key, value in row.items() if key not in words.values()}
        for row in rows
    ]


async def _text(owner_id: UUID | None, sealed: bytes | None) -> str | None:
    if owner_id is None or sealed is None:
        return None
    return await personal.reveal(owner_id, bytes(sealed))
