"""Cases, shown to those who have a part in them, and to her."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import NotYourCase, depths_on_case
from domains.care.cases.models import Case
from domains.care.cases.read_case import read_cases
from domains.care.cases.views import CaseView
from domains.care.people.access import CENTRE
from domains.care.people.vocabulary import Depth
from domains.identity import public as identity
from domains.identity.public import RelationKind
from domains.identity.public import roles as offices
from domains.kernel import audit, sql
from domains.kernel.actor import Actor, Role
from domains.kernel.audit import Why
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

AT_MOST: Final = 100


async def show_case(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> CaseView | NotYourCase:
    """One case with all that happened in it; the look is audited."""
    async with in_transaction():
        case = await Case.get_or_none(id=case_id)
        if case is None:
            return NotYourCase()
        depths = await depths_on_case(actor, [case.senior_id], at=clock.now())
        if (depth := depths.get(case.senior_id)) is None:
            return NotYourCase()
        return (await _shown(actor, [(case, depth)], whole=True, clock=clock, ids=ids))[0]


async def open_cases(actor: Actor, *, clock: Clock, ids: Ids) -> Sequence[CaseView]:
    """Those in which the actor may do something, the gravest first, then the oldest; in as many
    statements for a hundred as for one."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return []
    async with in_transaction():
        open_ones = await _open_for(actor.person_id, at=clock.now())
        seniors = {case.senior_id for case in open_ones}
        depths = await depths_on_case(actor, seniors, at=clock.now())
        found = [(case, depths[case.senior_id]) for case in open_ones if case.senior_id in depths]
        return await _shown(actor, found, whole=False, clock=clock, ids=ids)


async def _open_for(person_id: UUID, *, at: datetime) -> list[Case]:
    held = await offices.offices_held(person_id, at=at)
    rows = await sql.fetch(
        """
        SELECT id FROM care.cases c
        WHERE ended_at IS NULL AND senior_id <> $1 AND (
            $2 OR senior_id = ANY($3::uuid[]) OR dong_id = ANY($4::uuid[])
            OR centre_id = ANY($5::uuid[]) OR EXISTS (
                SELECT FROM care.case_asked a WHERE a.case_id = c.id AND a.person_id = $1))
        ORDER BY level DESC, opened_at LIMIT $6
        """,
        person_id,
        any(office.role is Role.OPERATOR for office in held),
        await _guarded_by(person_id, at=at),
        [office.unit_id for office in held if office.role is Role.CARE_WORKER],
        [office.unit_id for office in held if office.role in CENTRE],
        AT_MOST,
    )
    return await Case.filter(id__in=[row["id"] for row in rows]).order_by("-level", "opened_at")


async def _guarded_by(person_id: UUID, *, at: datetime) -> list[UUID]:
    return [
        tie.subject_id
        for tie in await identity.standing_relations_of(person_id, at=at)
        if tie.holder_id == person_id and tie.kind is RelationKind.SENIOR_GUARDIAN
    ]


async def _shown(
    actor: Actor,
    found: Collection[tuple[Case, Depth]],
    *,
    whole: bool,
    clock: Clock,
    ids: Ids,
) -> Sequence[CaseView]:
    """Each look is traced first: no trace, no look."""
    await audit.record_each(
        actor,
        "care.case.read",
        touched=[(case.senior_id, case.id) for case, _ in found],
        why=Why.EMERGENCY,
        clock=clock,
        ids=ids,
    )
    return await read_cases(found, whole=whole)
