"""What the desk itself holds of one person: words go, the record that it answered stays."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import seoul_date
from domains.kernel.subject_rights import Kept

CASES_KEPT = timedelta(days=3 * 366)
"""As long as an answer can be disputed; ids and dates only."""


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
        Kept("governance.cases", await _cases(person_id), "개인정보 보호법 §38, §39", _until(at)),
        Kept("governance.exports", await _exports(person_id), "개인정보 보호법 §35의2", _until(at)),
    ]


async def _cases(person_id: UUID) -> int:
    rows = await sql.fetch(
        "SELECT count(*) AS n FROM governance.cases WHERE $1 IN (subject_id, applicant_id)",
        person_id,
    )
    return int(rows[0]["n"])


async def _exports(person_id: UUID) -> int:
    rows = await sql.fetch(
        "SELECT count(*) AS n FROM governance.exports WHERE $1 IN (subject_id, asked_by)",
        person_id,
    )
    return int(rows[0]["n"])


def _until(at: datetime) -> date:
    return seoul_date(at + CASES_KEPT)
