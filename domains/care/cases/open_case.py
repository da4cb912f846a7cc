"""The one open case of somebody, locked."""

from uuid import UUID

from domains.care.cases.models import Case
from domains.kernel import sql


async def open_case_of(senior_id: UUID) -> Case | None:
    """Locked until the caller's transaction ends, whether there is one or not: two concerns at
    once would open two, or lose the graver."""
    await sql.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 6))", f"case/{senior_id}")
    return await Case.select_for_update().get_or_none(senior_id=senior_id, ended_at=None)
