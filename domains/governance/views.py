"""A case as the citizen and as the desk see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domains.governance.change import Change, reveal_change
from domains.governance.export_link import ExportLink
from domains.governance.models import Case, CaseStep, Export
from domains.governance.request_export import link_of
from domains.governance.vocabulary import (
    Capacity,
    CaseKind,
    CaseState,
    ExportState,
    LegalReason,
    Proof,
)
from domains.kernel import personal


@dataclass(frozen=True, slots=True)
class StepView:
    """One step; `note` is the reason that was told with it."""

    move: str
    state: CaseState
    at: datetime
    note: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExportView:
    """How far a copy is."""

    link: ExportLink
    state: ExportState
    sections_done: int
    sections_total: int
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime
    fetched_at: datetime | None
    destroyed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A line of a list: no text of anybody."""

    case_id: UUID
    kind: CaseKind
    state: CaseState
    subject_id: UUID
    capacity: Capacity
    proof: Proof | None
    opened_at: datetime
    received_at: datetime | None
    last_day: date | None
    due_at: datetime | None
    is_paused: bool
    extensions: int
    answered_at: datetime | None
    assigned_to: UUID | None


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """All of a case."""

    case: CaseView
    request: str | None = field(repr=False)
    change: Change | None = field(repr=False)
    answer: str | None = field(repr=False)
    legal_reason: LegalReason | None
    kept: Sequence[Mapping[str, Any]]
    steps: Sequence[StepView]
    exports: Sequence[ExportView]


def case_view(case: Case) -> CaseView:
    return CaseView(
        case_id=case.id,
        kind=case.kind,
        state=case.state,
        subject_id=case.subject_id,
        capacity=case.capacity,
        proof=case.proof,
        opened_at=case.opened_at,
        received_at=case.received_at,
        last_day=case.last_day,
        due_at=case.due_at,
        is_paused=case.paused_on is not None,
        extensions=case.extensions,
        answered_at=case.answered_at,
        assigned_to=case.assigned_to,
    )


async def case_detail(case: Case) -> CaseDetail:
    """Texts opened; None where the person is forgotten."""
    steps = await CaseStep.filter(case_id=case.id).order_by("id")
    exports = await Export.filter(case_id=case.id).order_by("-id")
    return CaseDetail(
        case=case_view(case),
        request=await _text(case.subject_id, case.request),
        change=await reveal_change(case.subject_id, case.change),
        answer=await _text(case.subject_id, case.answer),
        legal_reason=case.legal_reason,
        kept=case.kept or [],
        steps=[await _step(step) for step in steps],
        exports=[_export(export) for export in exports],
    )


async def _step(step: CaseStep) -> StepView:
    note = await _text(step.subject_id, step.note)
    return StepView(step.move, step.state, step.at, note)


def _export(row: Export) -> ExportView:
    return ExportView(
        link=link_of(row),
        state=row.state,
        sections_done=row.sections_done,
        sections_total=row.sections_total,
        asked_at=row.asked_at,
        ready_at=row.ready_at,
        expires_at=row.expires_at,
        fetched_at=row.fetched_at,
        destroyed_at=row.destroyed_at,
    )


async def _text(owner_id: UUID, sealed: bytes | None) -> str | None:
    return None if sealed is None else await personal.reveal(owner_id, sealed)
