"""The rows of cases as views; one statement a table, however many are read.

Whoever calls has an actor, knows how deep each of them may see, and leaves a trace.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.care.cases.acts import SETTLING
from domains.care.cases.concern import Signal
from domains.care.cases.models import (
    Case,
    CaseAct,
    CaseAsked,
    CaseConcern,
    CaseStep,
    EmergencyCall,
)
from domains.care.cases.next_step import TOPIC
from domains.care.cases.reasons import reasons_in, rule_in
from domains.care.cases.views import ActView, CallView, CaseView, ConcernView, StepView
from domains.care.cases.vocabulary import CaseState
from domains.care.people.vocabulary import Depth
from domains.identity import public as identity
from domains.identity.public import PersonCard
from domains.kernel import personal, sql

Rows = Mapping[UUID, Sequence[Any]]
People = Mapping[UUID, PersonCard]


async def read_cases(
    found: Collection[tuple[Case, Depth]],
    *,
    whole: bool,
    as_of: datetime,
    confirms: Collection[UUID] = (),
) -> list[CaseView]:
    """In the order given. `whole`: with steps, concerns, acts and calls. `confirms` are those that
    wait for a word of their reader."""
    case_ids = [case.id for case, _ in found]
    parts = await _parts(case_ids) if whole else _Parts()
    people = await _people([case for case, _ in found], parts)
    next_at = await _next_at(case_ids)
    return [
        await _view(
            case,
            depth,
            parts,
            people,
            next_at=next_at.get(case.id),
            as_of=as_of,
            may_confirm=case.id in confirms,
        )
        for case, depth in found
    ]


class _Parts:
    """What belongs to cases, by their ids."""

    def __init__(self) -> None:
        self.steps: dict[UUID, list[Any]] = defaultdict(list)
        self.asked: dict[UUID, int] = defaultdict(int)
        self.concerns: dict[UUID, list[Any]] = defaultdict(list)
        self.acts: dict[UUID, list[Any]] = defaultdict(list)
        self.calls: dict[UUID, list[Any]] = defaultdict(list)


async def _parts(case_ids: Sequence[UUID]) -> _Parts:
    parts = _Parts()
    for step in await CaseStep.filter(case_id__in=case_ids).order_by("no"):
        parts.steps[step.case_id].append(step)
    for asked in await CaseAsked.filter(case_id__in=case_ids):
        parts.asked[asked.step_id] += 1
    for concern in await CaseConcern.filter(case_id__in=case_ids).order_by("id"):
        parts.concerns[concern.case_id].append(concern)
    for act in await CaseAct.filter(case_id__in=case_ids).order_by("at", "id"):
        parts.acts[act.case_id].append(act)
    for call in await EmergencyCall.filter(case_id__in=case_ids).order_by("id"):
        parts.calls[call.case_id].append(call)
    return parts


async def _people(cases: Sequence[Case], parts: _Parts) -> People:
    wanted = {case.senior_id for case in cases}
    wanted |= {case.taken_by for case in cases if case.taken_by is not None}
    wanted |= {act.done_by for acts in parts.acts.values() for act in acts}
    return await identity.people(wanted, even_nameless=True)


async def _next_at(case_ids: Sequence[UUID]) -> Mapping[UUID, datetime]:
    rows = await sql.fetch(
        "SELECT about, due_at FROM kernel.timers WHERE topic = $1 AND about = ANY($2::uuid[])",
        TOPIC,
        list(case_ids),
    )
    return {row["about"]: row["due_at"] for row in rows}


async def _view(
    case: Case,
    depth: Depth,
    parts: _Parts,
    people: People,
    *,
    next_at: datetime | None,
    as_of: datetime,
    may_confirm: bool,
) -> CaseView:
    knows_why = depth.covers(Depth.REASONS)
    return CaseView(
        id=case.id,
        as_of=as_of,
        senior_id=case.senior_id,
        senior=_name(people, case.senior_id),
        state=case.state,
        level=case.level,
        rung=case.rung,
        late=case.late,
        opened_at=case.opened_at,
        next_at=next_at,
        taken_by=case.taken_by,
        taken_by_name=_taker(case, people),
        taken_at=case.taken_at,
        life_at=case.life_at,
        ended_at=case.ended_at,
        ended_how=case.ended_how,
        false_alarm=case.false_alarm if knows_why else None,
        kind=case.kind if knows_why else None,
        steps=tuple(StepView(s.rung, s.at, parts.asked[s.id]) for s in parts.steps[case.id]),
        concerns=tuple(_concern(each, depth) for each in parts.concerns[case.id] if knows_why),
        acts=tuple([await _act(act, case, people, knows_why) for act in parts.acts[case.id]]),
        calls=tuple(_call(each, knows_why) for each in parts.calls[case.id]),
        may_confirm=may_confirm,
    )


def _taker(case: Case, people: People) -> str | None:
    """Whoever fell silent, or sent it on, has it no more."""
    if case.taken_by is None or case.state is CaseState.OPEN:
        return None
    return _name(people, case.taken_by)


def _concern(row: CaseConcern, depth: Depth) -> ConcernView:
    by = row.provenance or rule_in(row.signals)
    rows = row.signals if depth.covers(Depth.SENSORS) else []
    signals = [
        Signal(each["kind"], datetime.fromisoformat(each["at"]), each["facts"]) for each in rows
    ]
    return ConcernView(row.kind, row.observed_at, row.late, by, signals, reasons_in(row.signals))


def _call(row: EmergencyCall, knows_why: bool) -> CallView:
    return CallView(
        kind=row.kind if knows_why else None,
        asked_at=row.asked_at,
        sent_at=row.sent_at,
        taken_at=row.taken_at,
        reference=row.reference,
        dropped_at=row.dropped_at,
        ending=row.ending,
        ending_taken_at=row.ending_taken_at,
    )


async def _act(row: CaseAct, case: Case, people: People, knows_why: bool) -> ActView:
    note = None
    if row.note is not None and knows_why:
        (note,) = await personal.open_each([(case.senior_id, bytes(row.note))])
    return ActView(
        id=row.id,
        kind=row.kind if knows_why else None,
        settles=row.kind in SETTLING,
        at=row.at,
        by=_name(people, row.done_by),
        note=note,
        has_photo=row.photo is not None and knows_why,
    )


def _name(people: People, person_id: UUID) -> str:
    card = people.get(person_id)
    return card.display_name if card is not None else ""
