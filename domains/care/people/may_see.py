"""What each receiver sees of a senior: her choice, asked anew each time.

However many seniors are asked about at once, or receivers (`depths_of`): as many statements.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.care.people.access import CENTRE
from domains.care.people.on_duty import stands_in
from domains.care.people.vocabulary import Depth
from domains.identity import public as identity
from domains.identity.public import RelationKind, SharingScope
from domains.identity.public import roles as offices
from domains.kernel import sql
from domains.kernel.actor import Role

Depths = Mapping[UUID, Depth]
"""Of seniors, or of receivers; whoever sees nothing is left out."""


async def may_see(
    holder_id: UUID, senior_id: UUID, *, depth: Depth, at: datetime, on_case: bool = False
) -> bool:
    """Whether the holder sees this much of the senior at a moment; no depth holds a location.

    `on_case`: an open case of hers is the holder's business. Without one a care worker and the
    centre see her state alone, with one as much as she chose for them.
    """
    sees = await depth_for(holder_id, senior_id, at=at, on_case=on_case)
    return sees is not None and sees.covers(depth)


async def depth_for(
    holder_id: UUID, senior_id: UUID, *, at: datetime, on_case: bool = False
) -> Depth | None:
    """The deepest that somebody sees, in whatever place they stand to her; None: nothing."""
    return (await depths_for(holder_id, [senior_id], at=at, on_case=on_case)).get(senior_id)


async def depths_for(
    holder_id: UUID, senior_ids: Collection[UUID], *, at: datetime, on_case: bool = False
) -> Depths:
    """The same of many seniors at once."""
    return deepest(
        [
            {senior: Depth.SENSORS for senior in senior_ids if senior == holder_id},
            await _as_guardian(holder_id, senior_ids, at=at),
            await depths_in_office(holder_id, senior_ids, at=at, on_case=on_case),
        ]
    )


def deepest(ways: Iterable[Depths]) -> Depths:
    """Whoever stands in several places sees what the best of them shows."""
    found: dict[UUID, Depth] = {}
    for way in ways:
        for one, depth in way.items():
            found[one] = max(depth, found.get(one, depth), key=lambda each: each.rank)
    return found


def as_guardian(shared: Collection[SharingScope], chosen: Depth | None) -> Depth | None:
    """What she chose for this guardian, within what their tie shares; STATE where she said
    nothing."""
    if SharingScope.CHECK_INS not in shared:
        return None
    depth = chosen or Depth.STATE
    unshared = depth is Depth.SENSORS and SharingScope.HOME_SENSORS not in shared
    return Depth.REASONS if unshared else depth


async def _as_guardian(holder_id: UUID, senior_ids: Collection[UUID], *, at: datetime) -> Depths:
    shared: dict[UUID, set[SharingScope]] = defaultdict(set)
    for tie in await identity.standing_relations_of(holder_id, at=at):
        if tie.holder_id == holder_id and tie.kind is RelationKind.SENIOR_GUARDIAN:
            shared[tie.subject_id] |= tie.sees
    rows = await sql.fetch(
        """
        SELECT senior_id, depth FROM care.contacts
        WHERE senior_id = ANY($1::uuid[]) AND person_id = $2
        """,
        list(senior_ids),
        holder_id,
    )
    chosen = {row["senior_id"]: Depth(row["depth"]) for row in rows}
    seen = {each: as_guardian(shared[each], chosen.get(each)) for each in senior_ids}
    return {senior: depth for senior, depth in seen.items() if depth is not None}


async def depths_in_office(
    holder_id: UUID, senior_ids: Collection[UUID], *, at: datetime, on_case: bool
) -> Depths:
    """What an office alone opens, whatever else its holder is to them."""
    held = await offices.offices_held(holder_id, at=at)
    centres = {office.unit_id for office in held if office.role in CENTRE}
    works_in = {office.unit_id for office in held if office.role is Role.CARE_WORKER}
    if not centres and not works_in:
        return {}
    looked_after = await read_offices(senior_ids)
    if works_in:
        works_in |= await stands_in(holder_id, {care["dong_id"] for care in looked_after}, at=at)
    return deepest(
        way
        for care in looked_after
        for way in in_office(
            care,
            works=care["dong_id"] in works_in,
            of_centre=care["centre_id"] in centres,
            on_case=on_case,
        )
    )


def in_office(care: Any, *, works: bool, of_centre: bool, on_case: bool) -> Iterable[Depths]:
    """By one row of `read_offices`: as deep as she chose for her care workers and her centre."""
    if works:
        yield {care["senior_id"]: Depth(care["worker_depth"]) if on_case else Depth.STATE}
    if of_centre:
        yield {care["senior_id"]: Depth(care["centre_depth"]) if on_case else Depth.STATE}


async def read_offices(senior_ids: Collection[UUID]) -> list[Any]:
    """Which dong and which centre look after each, and what she lets them see."""
    return await sql.fetch(
        """
        SELECT e.senior_id, e.centre_id, e.worker_depth, e.centre_depth, r.dong_id
        FROM care.enrolments e JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL
        WHERE e.senior_id = ANY($1::uuid[])
        """,
        list(senior_ids),
    )
