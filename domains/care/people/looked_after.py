"""Whose office it was to look after her, at a moment that is past."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.care.people.access import CENTRE
from domains.care.people.on_duty import stands_in
from domains.identity.public import roles as offices
from domains.kernel import sql
from domains.kernel.actor import Actor, Role


async def looked_after(actor: Actor, senior_id: UUID, *, at: datetime, now: datetime) -> bool:
    """By where she lived then, and by offices that stand still: whose office has ended since has no
    word any more, who stood in by it neither. Of a dong that changed hands its centre of today
    speaks: nobody keeps who had it before."""
    if actor.person_id is None:
        return False
    homes = await _homes_at(senior_id, at=at)
    held = await _held_then_and_now(actor.person_id, at=at, now=now)
    works_in = {unit for role, unit in held if role is Role.CARE_WORKER}
    centres = {unit for role, unit in held if role in CENTRE}
    if works_in:
        works_in |= await stands_in(actor.person_id, {each["dong_id"] for each in homes}, at=at)
    return any(each["dong_id"] in works_in or each["centre_id"] in centres for each in homes)


async def _held_then_and_now(
    person_id: UUID, *, at: datetime, now: datetime
) -> set[tuple[Role, UUID]]:
    """`at` is whatever somebody says; that it is not over is our own clock's word."""
    then, today = [
        {(each.role, each.unit_id) for each in await offices.offices_held(person_id, at=moment)}
        for moment in (at, now)
    ]
    return {(role, unit) for role, unit in then & today if unit is not None}


async def _homes_at(senior_id: UUID, *, at: datetime) -> Collection[Any]:
    """At the moment of a move both are hers."""
    return await sql.fetch(
        """
        SELECT r.dong_id, s.centre_id
        FROM care.residences r LEFT JOIN care.served_dongs s ON s.dong_id = r.dong_id
        WHERE r.senior_id = $1 AND r.since <= $2 AND (r.until IS NULL OR r.until >= $2)
        """,
        senior_id,
        at,
    )
