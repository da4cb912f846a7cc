"""A case that is over is kept for as long as the consent says, and no longer."""

from functools import partial
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.models import CaseAct
from domains.care.cases.open_case import lock_case
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.object_store import ObjectStore
from domains.kernel.one_by_one import one_by_one


async def expire_cases(*, objects: ObjectStore, limit: int, clock: Clock) -> int:
    """Destroy up to `limit` cases that ended long enough ago, with all that hangs on them; how
    many. One that is open is never among them. May run twice."""
    rows = await sql.fetch(
        "SELECT id FROM care.cases WHERE ended_at < $1 ORDER BY ended_at LIMIT $2",
        clock.now() - CATALOGUE[Purpose.CARE_CHECK_INS].retention,
        limit,
    )
    destroy = partial(_destroy, objects=objects)
    return await one_by_one([row["id"] for row in rows], destroy, what="cases")


async def _destroy(case_id: UUID, *, objects: ObjectStore) -> int:
    """The pictures first: killed in between, the case still says where they lay. One that came
    meanwhile keeps it until the next time."""
    gone = await _pictures_of(case_id)
    for picture in gone:
        await objects.delete(picture)
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await _pictures_of(case_id) <= gone:
            return 0
        return await sql.execute("DELETE FROM care.cases WHERE id = $1", case_id)


async def _pictures_of(case_id: UUID) -> set[str]:
    acts = await CaseAct.filter(case_id=case_id)
    return {act.photo for act in acts if act.photo is not None}
