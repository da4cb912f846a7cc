"""How deep each of many receivers sees one senior: before they are asked about her at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.care.people.access import CENTRE
from domains.care.people.may_see import Depths, as_guardian, deepest, read_offices
from domains.care.people.on_duty import on_duty
from domains.care.people.vocabulary import Depth
from domains.identity import public as identity
from domains.identity.public import RelationKind, SharingScope
from domains.kernel import sql
from domains.kernel.actor import Role


async def depths_of(senior_id: UUID, holder_ids: Collection[UUID], *, at: datetime) -> Depths:
    """On an open case of hers; for each of them what `depth_for` says, and as many statements for
    forty as for one."""
    guardians = await _as_guardians(senior_id, at=at)
    seen = deepest([guardians, await carers_of(senior_id, at=at)])
    return {holder: seen[holder] for holder in holder_ids if holder in seen}


async def carers_of(senior_id: UUID, *, at: datetime) -> Depths:
    """Who looks after her by an office: the care workers of her dong, who is on duty there, and
    her centre."""
    return deepest([await _in_office(care, at=at) for care in await read_offices([senior_id])])


async def _as_guardians(senior_id: UUID, *, at: datetime) -> Depths:
    shared: dict[UUID, set[SharingScope]] = defaultdict(set)
    for tie in await identity.standing_relations_of(senior_id, at=at):
        if tie.subject_id == senior_id and tie.kind is RelationKind.SENIOR_GUARDIAN:
            shared[tie.holder_id] |= tie.sees
    rows = await sql.fetch(
        "SELECT person_id, depth FROM care.contacts WHERE senior_id = $1", senior_id
    )
    chosen = {row["person_id"]: Depth(row["depth"]) for row in rows}
    seen = {each: as_guardian(sees, chosen.get(each)) for each, sees in shared.items()}
    return {holder: depth for holder, depth in seen.items() if depth is not None}


async def _in_office(care: Any, *, at: datetime) -> Depths:
    workers = set(await identity.role_holders(Role.CARE_WORKER, at=at, unit_id=care["dong_id"]))
    duty = await on_duty(care["dong_id"], at=at)
    if duty is not None:
        workers |= {one for one in (duty.worker_id, duty.stand_in_id) if one is not None}
    staff = [
        await identity.role_holders(role, at=at, unit_id=care["centre_id"])
        for role in sorted(CENTRE)
    ]
    return deepest(
        [
            dict.fromkeys(workers, Depth(care["worker_depth"])),
            *(dict.fromkeys(people, Depth(care["centre_depth"])) for people in staff),
        ]
    )
