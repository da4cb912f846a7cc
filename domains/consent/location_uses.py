"""How long the record of location uses is kept."""

from datetime import datetime
from uuid import UUID

from domains.consent.catalogue import Purpose
from domains.kernel import sql


async def delete_location_uses(*, before: datetime) -> int:
    """Drop records older than the law keeps them (위치정보법 §16②: six months)."""
    return await sql.execute("DELETE FROM consent.location_uses WHERE at < $1", before)


async def forget_location_uses(subject_id: UUID, purpose: Purpose) -> int:
    """Drop a subject's records of one purpose; asked for only by the withdrawal rule."""
    return await sql.execute(
        "DELETE FROM consent.location_uses WHERE subject_id = $1 AND $2 = ANY(purposes)",
        subject_id,
        purpose,
    )
