"""What the desk itself holds of one person: words go, the record that it answered stays."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import seoul_date
from domains.kernel.subject_rights import Kept

CASES_KEPT = timedelta(days=3 * 366)
"""As long as an answer can be disputed; ids and dates only."""

DISPUTES = "개인정보 보호법 §38, §39"

KEPT: Mapping[str, tuple[LiteralString, str]] = {
    "governance.cases": (
        "SELECT count(*) AS n FROM governance.cases "
        "WHERE $1 IN (subject_id, applicant_id, assigned_to)",
        DISPUTES,
    ),
    "governance.case_steps": (
        "SELECT count(*) AS n FROM governance.case_steps WHERE $1 IN (subject_id, by)",
        DISPUTES,
    ),
    "governance.exports": (
        "SELECT count(*) AS n FROM governance.exports WHERE $1 IN (subject_id, asked_by)",
        "개인정보 보호법 §35의2",
    ),
    "governance.erasures": (
        "SELECT count(*) + 1 AS n FROM governance.erasures WHERE subject_id = $1",
        "개인정보 보호법 §21",
    ),
}
"""By table: how many rows name the person, and why they stay. The erasure that asks is about to
write its own row, the proof of destruction."""


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:
    """A `PersonEraser`. Copies stop being fetchable now; their objects follow by job."""
    await sql.execute(
        """
        UPDATE governance.cases SET request = NULL, change = NULL, answer = NULL
        WHERE subject_id = $1
        """,
        person_id,
    )
    await sql.execute(
        "UPDATE governance.case_steps SET note = NULL WHERE subject_id = $1", person_id
    )
    await sql.execute(
        "UPDATE governance.exports SET expires_at = least(expires_at, $2) WHERE subject_id = $1",
        person_id,
        at,
    )
    await sql.execute("DELETE FROM governance.suspensions WHERE subject_id = $1", person_id)
    return [
        Kept(what, await _rows(statement, person_id), law, _until(at))
        for what, (statement, law) in KEPT.items()
    ]


async def _rows(statement: LiteralString, person_id: UUID) -> int:
    rows = await sql.fetch(statement, person_id)
    return int(rows[0]["n"])


def _until(at: datetime) -> date:
    return seoul_date(at + CASES_KEPT)
