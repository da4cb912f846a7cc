"""Cases, shown to those who have a part in them, and to her."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import NotYourCase, depths_on_case, in_office_of
from domains.care.cases.models import Case
from domains.care.cases.read_case import read_cases
from domains.care.cases.views import CaseView
from domains.care.cases.vocabulary import Rung
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

COMMITS_WITHIN: Final = timedelta(seconds=2)
"""What is being raised just now bears a moment that is over, and stands on no list yet."""


@dataclass(frozen=True, slots=True)
class OpenCases:
    """`more` are open ones beyond those shown: nobody takes a list that is cut for all there is."""

    shown: Sequence[CaseView]
    more: int


async def show_case(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> CaseView | NotYourCase:
    """One case with all that happened in it; the look is audited."""
    as_of = clock.now() - COMMITS_WITHIN
    async with in_transaction():
        case = await Case.get_or_none(id=case_id)
        if case is None:
            return NotYourCase()
        depths = await depths_on_case(actor, [case.senior_id], at=clock.now())
        if (depth := depths.get(case.senior_id)) is None:
            return NotYourCase()
        found = [(case, depth)]
        return (await _shown(actor, found, whole=True, as_of=as_of, clock=clock, ids=ids))[0]


async def open_cases(
    actor: Actor, *, of_centre: UUID | None = None, clock: Clock, ids: Ids
) -> OpenCases:
    """Those in which the actor may do something, the gravest first, then the oldest; in as many
    statements for a hundred as for one. `of_centre`: of this centre alone, whatever else is theirs.
    """
    as_of = clock.now() - COMMITS_WITHIN
    async with in_transaction():
        open_ones = await _open_to(actor, of_centre=of_centre, at=clock.now())
        depths = dict(open_ones[:AT_MOST])
        rows = await Case.filter(id__in=list(depths)).order_by("-level", "opened_at", "id")
        found = [(case, depths[case.id]) for case in rows]
        shown = await _shown(actor, found, whole=False, as_of=as_of, clock=clock, ids=ids)
        return OpenCases(shown, more=len(open_ones) - len(shown))


async def count_open_cases(actor: Actor, *, clock: Clock) -> int:
    """How many there are, though a list shows a hundred."""
    return len(await _open_to(actor, of_centre=None, at=clock.now()))


async def _open_to(
    actor: Actor, *, of_centre: UUID | None, at: datetime
) -> list[tuple[UUID, Depth]]:
    """In their order, with how deep the actor sees each: whatever they may not see is left out
    before a list is cut."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return []
    rows = await _open_near(actor.person_id, of_centre=of_centre, at=at)
    depths = await depths_on_case(actor, {row["senior_id"] for row in rows}, at=at)
    return [(row["id"], depths[row["senior_id"]]) for row in rows if row["senior_id"] in depths]


async def _open_near(person_id: UUID, *, of_centre: UUID | None, at: datetime) -> Sequence[Any]:
    """By whose she is at this moment, as every depth is: her case may not have followed her yet
    (`go_over`). Opened for who had no plan it is no centre's and no dong's."""
    held = await offices.offices_held(person_id, at=at)
    return await sql.fetch(
        """
        WITH open_ones AS (
            SELECT c.id, c.senior_id, c.level, c.opened_at, coalesce(r.dong_id, c.dong_id) AS dong,
                coalesce(e.centre_id, c.centre_id) AS centre
            FROM care.cases c
            LEFT JOIN (care.enrolments e
                    JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL)
                ON e.senior_id = c.senior_id AND c.centre_id IS NOT NULL
            WHERE c.ended_at IS NULL)
        SELECT id, senior_id FROM open_ones o
        WHERE senior_id <> $1 AND ($6::uuid IS NULL OR centre = $6) AND (
            $2 OR senior_id = ANY($3::uuid[]) OR dong = ANY($4::uuid[])
            OR centre = ANY($5::uuid[]) OR EXISTS (
                SELECT FROM care.case_asked a WHERE a.case_id = o.id AND a.person_id = $1))
        ORDER BY level DESC, opened_at, id
        """,
        person_id,
        any(office.role is Role.OPERATOR for office in held),
        await _guarded_by(person_id, at=at),
        [office.unit_id for office in held if office.role is Role.CARE_WORKER],
        [office.unit_id for office in held if office.role in CENTRE],
        of_centre,
    )


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
    as_of: datetime,
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
    confirms = await _waiting_for(actor, [case for case, _ in found], at=clock.now())
    return await read_cases(found, whole=whole, as_of=as_of, confirms=confirms)


async def _waiting_for(actor: Actor, cases: Collection[Case], *, at: datetime) -> set[UUID]:
    """Those of which people are asked whether 119 must come, and this actor may say so. Of her own
    case nobody is asked."""
    waiting = {case.id: case.senior_id for case in cases if _waits_for_a_word(case)}
    others = set(waiting.values()) - {actor.person_id}
    ours = await in_office_of(actor, others, at=at)
    return {case_id for case_id, senior_id in waiting.items() if senior_id in ours}


def _waits_for_a_word(case: Case) -> bool:
    return case.ended_at is None and case.rung is Rung.CONFIRM
