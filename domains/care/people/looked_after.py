"""Whose office it was to look after her, at a moment that is past."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.care.people.access import CENTRE
from domains.care.people.on_duty import on_duty_in
from domains.identity.public import roles as offices
from domains.kernel import sql
from domains.kernel.actor import Actor, Role


async def looked_after(actor: Actor, senior_id: UUID, *, at: datetime) -> bool:
    """By where she lived then. Whose office has ended since has no word any more, and of a dong
    that changed hands its centre of today speaks: nobody keeps who had it before."""
    if actor.person_id is None:
        return False
    homes = await _homes_at(senior_id, at=at)
    held = [each for each in await offices.offices_held(actor.person_id, at=at) if each.unit_id]
    works_in = {each.unit_id for each in held if each.role is Role.CARE_WORKER}
    centres = {each.unit_id for each in held if each.role in CENTRE}
    if works_in:
        works_in |= await _stood_in(actor.person_id, {each["dong_id"] for each in homes}, at=at)
    return any(each["dong_id"] in works_in or each["centre_id"] in centres for each in homes)


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


async def _stood_in(person_id: UUID, dong_ids: Collection[UUID], *, at: datetime) -> set[UUID]:
    duties = await on_duty_in(dong_ids, at=at)
    return {
        dong for dong, duty in duties.items() if person_id in (duty.worker_id, duty.stand_in_id)
    }
