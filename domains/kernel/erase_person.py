"""What the kernel holds of one person: answers and finished events go, the audit stays."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import seoul_date
from domains.kernel.subject_rights import Kept

AUDIT_KEPT = timedelta(days=2 * 366)
"""개인정보의 안전성 확보조치 기준 §8①: access records of public bodies, two years."""


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:
    """A `PersonEraser`. The audit names ids and never content, and nobody may rewrite it.

    In the key store the id stays as a tombstone, which says that the key is destroyed and may
    never be made anew.
    """
    await sql.execute("DELETE FROM kernel.answers WHERE actor_id = $1", person_id)
    rows = await sql.fetch(
        """
        SELECT count(*) AS n FROM kernel.audit
        WHERE subject_id = $1 OR actor_id = $1 OR on_behalf_of = $1
        """,
        person_id,
    )
    law = "개인정보의 안전성 확보조치 기준 §8①"
    return [
        Kept("kernel.audit", int(rows[0]["n"]), law, _until(at)),
        Kept("keys.owners", 1, "개인정보 보호법 §21", None),
    ]


def _until(at: datetime) -> date:
    """The erasure itself leaves the last row."""
    return seoul_date(at + AUDIT_KEPT)
