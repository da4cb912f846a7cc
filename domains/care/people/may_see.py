"""What each receiver sees of a senior: her choice, asked anew each time."""

from datetime import datetime
from uuid import UUID

from domains.care.people.access import is_of_centre
from domains.care.people.on_duty import on_duty
from domains.care.people.vocabulary import Depth
from domains.identity import public as identity
from domains.identity.public import SharingScope
from domains.identity.public import roles as offices
from domains.kernel import sql
from domains.kernel.actor import Role


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
    if holder_id == senior_id:
        return Depth.SENSORS
    ways = [
        await _as_guardian(holder_id, senior_id, at=at),
        await depth_in_office(holder_id, senior_id, at=at, on_case=on_case),
    ]
    return max((depth for depth in ways if depth), key=lambda depth: depth.rank, default=None)


async def _as_guardian(holder_id: UUID, senior_id: UUID, *, at: datetime) -> Depth | None:
    """What she chose for this guardian, within what their tie shares; STATE where she said
    nothing."""
    tied = await identity.is_guardian(
        holder_id=holder_id,
        subject_id=senior_id,
        kind=identity.RelationKind.SENIOR_GUARDIAN,
        at=at,
    )
    if not tied or not await _shares(holder_id, senior_id, SharingScope.CHECK_INS, at=at):
        return None
    rows = await sql.fetch(
        "SELECT depth FROM care.contacts WHERE senior_id = $1 AND person_id = $2",
        senior_id,
        holder_id,
    )
    depth = Depth(rows[0]["depth"]) if rows else Depth.STATE
    if depth is Depth.SENSORS and not await _shares(
        holder_id, senior_id, SharingScope.HOME_SENSORS, at=at
    ):
        return Depth.REASONS
    return depth


async def _shares(holder_id: UUID, senior_id: UUID, scope: SharingScope, *, at: datetime) -> bool:
    return await identity.may_see(holder_id=holder_id, subject_id=senior_id, scope=scope, at=at)


async def depth_in_office(
    holder_id: UUID, senior_id: UUID, *, at: datetime, on_case: bool
) -> Depth | None:
    """What an office alone opens, whatever else its holder is to her."""
    rows = await sql.fetch(
        """
        SELECT e.centre_id, e.worker_depth, e.centre_depth, r.dong_id
        FROM care.enrolments e JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL
        WHERE e.senior_id = $1
        """,
        senior_id,
    )
    if not rows:
        return None
    care, found = rows[0], []
    if await _works_for(holder_id, care["dong_id"], at=at):
        found.append(Depth(care["worker_depth"]) if on_case else Depth.STATE)
    if await is_of_centre(holder_id, care["centre_id"], at=at):
        found.append(Depth(care["centre_depth"]) if on_case else Depth.STATE)
    return max(found, key=lambda depth: depth.rank, default=None)


async def _works_for(holder_id: UUID, dong_id: UUID, *, at: datetime) -> bool:
    """A care worker of the dong, on duty or not, and whoever of another stands in there now."""
    held = await offices.offices_held(holder_id, at=at)
    if not any(office.role is Role.CARE_WORKER for office in held):
        return False
    if any(office.role is Role.CARE_WORKER and office.unit_id == dong_id for office in held):
        return True
    duty = await on_duty(dong_id, at=at)
    return duty is not None and holder_id in (duty.worker_id, duty.stand_in_id)
