"""What clients see of cases, steps and copies."""

from datetime import date, datetime
from urllib.parse import urlencode

import strawberry

from domains.governance.public import (
    Capacity,
    CaseDetail,
    CaseKind,
    CaseState,
    CaseView,
    Change,
    CorrectedField,
    ExportLink,
    ExportState,
    ExportView,
    LegalReason,
    Proof,
    StepView,
)
from gateway.consent.erasure_types import KeptData
from gateway.global_ids import global_id

strawberry.enum(CaseKind, name="RightsCaseKind", description="Which right is asked for.")
strawberry.enum(CaseState, name="RightsCaseState", description="Where a case stands.")
strawberry.enum(Capacity, name="RightsCapacity", description="As whom the applicant asks.")
strawberry.enum(Proof, name="IdentityProof", description="How the desk knows who asks.")
strawberry.enum(LegalReason, name="LegalReason", description="Why a law lets a request be refused.")
strawberry.enum(CorrectedField, name="CorrectedField", description="What is to be put right.")
strawberry.enum(ExportState, name="ExportState", description="Where a copy stands.")


@strawberry.input(description="What is to be put right, and what shows it.")
class ChangeInput:
    what: CorrectedField = strawberry.field(description="Which field.")
    value: str = strawberry.field(description="What it should say; dates in ISO 8601.")
    evidence: str = strawberry.field(default="", description="What shows that, in words.")

    def read(self) -> Change:
        return Change(self.what, self.value, self.evidence)


@strawberry.type(description="What is to be put right.")
class RightsChange:
    what: CorrectedField = strawberry.field(description="Which field.")
    value: str = strawberry.field(description="What it should say.")
    evidence: str = strawberry.field(description="What shows that.")


@strawberry.type(description="One step of a case, as it was taken.")
class RightsStep:
    move: str = strawberry.field(description="What was done.")
    state: CaseState = strawberry.field(description="Where the case stood then.")
    at: datetime = strawberry.field(description="When.")
    note: str | None = strawberry.field(description="The reason that was told with it.")


@strawberry.type(description="A copy of a person's data; it can be fetched until its link ends.")
class RightsExport:
    id: strawberry.ID = strawberry.field(description="Of the copy.")
    state: ExportState = strawberry.field(description="Where it stands.")
    sections_done: int = strawberry.field(description="Domains gathered so far.")
    sections_total: int = strawberry.field(description="Of so many; 0 before it began.")
    link: str = strawberry.field(description="Where it is fetched, with the passphrase.")
    asked_at: datetime = strawberry.field(description="When it was asked for.")
    ready_at: datetime | None = strawberry.field(description="When it was made.")
    expires_at: datetime = strawberry.field(description="When the link ends.")
    fetched_at: datetime | None = strawberry.field(description="When it was last fetched.")
    destroyed_at: datetime | None = strawberry.field(description="When it was destroyed.")


@strawberry.type(description="A request, its state and its clock.")
class RightsCase:
    id: strawberry.ID = strawberry.field(description="Of the case.")
    kind: CaseKind = strawberry.field(description="Which right.")
    state: CaseState = strawberry.field(description="Where it stands.")
    subject_id: strawberry.ID = strawberry.field(description="Whose data; a Person.")
    capacity: Capacity = strawberry.field(description="As whom the applicant asks.")
    proof: Proof | None = strawberry.field(description="How it is known who asks.")
    opened_at: datetime = strawberry.field(description="When it was begun, as a draft or not.")
    received_at: datetime | None = strawberry.field(description="When its clock began.")
    last_day: date | None = strawberry.field(description="The last day for the answer, in Seoul.")
    due_at: datetime | None = strawberry.field(description="When that day is over.")
    is_paused: bool = strawberry.field(description="The clock rests until a proof is there.")
    extensions: int = strawberry.field(description="How often the answer was put off.")
    answered_at: datetime | None = strawberry.field(description="When it was answered.")
    assigned_to: strawberry.ID | None = strawberry.field(description="Who sees to it; a Person.")


@strawberry.type(description="All of a case, its texts included.")
class RightsCaseDetail:
    case: RightsCase = strawberry.field(description="Its state and clock.")
    words: str | None = strawberry.field(description="In the applicant's own words.")
    change: RightsChange | None = strawberry.field(description="What is to be put right.")
    answer: str | None = strawberry.field(description="In the desk's words.")
    legal_reason: LegalReason | None = strawberry.field(description="Why it was refused.")
    kept: list[KeptData] = strawberry.field(description="After an erasure: what the law keeps.")
    steps: list[RightsStep] = strawberry.field(description="What happened, in order.")
    exports: list[RightsExport] = strawberry.field(description="Copies made, newest first.")


def case_type(view: CaseView) -> RightsCase:
    return RightsCase(
        id=global_id("RightsCase", view.case_id),
        kind=view.kind,
        state=view.state,
        subject_id=global_id("Person", view.subject_id),
        capacity=view.capacity,
        proof=view.proof,
        opened_at=view.opened_at,
        received_at=view.received_at,
        last_day=view.last_day,
        due_at=view.due_at,
        is_paused=view.is_paused,
        extensions=view.extensions,
        answered_at=view.answered_at,
        assigned_to=global_id("Person", view.assigned_to) if view.assigned_to else None,
    )


def detail_type(detail: CaseDetail, *, public_url: str) -> RightsCaseDetail:
    return RightsCaseDetail(
        case=case_type(detail.case),
        words=detail.request,
        change=_change(detail.change),
        answer=detail.answer,
        legal_reason=detail.legal_reason,
        kept=[_kept(**kept) for kept in detail.kept],
        steps=[_step(step) for step in detail.steps],
        exports=[export_type(export, public_url=public_url) for export in detail.exports],
    )


def export_type(view: ExportView, *, public_url: str) -> RightsExport:
    return RightsExport(
        id=global_id("RightsExport", view.link.export_id),
        state=view.state,
        sections_done=view.sections_done,
        sections_total=view.sections_total,
        link=link_text(view.link, public_url=public_url),
        asked_at=view.asked_at,
        ready_at=view.ready_at,
        expires_at=view.expires_at,
        fetched_at=view.fetched_at,
        destroyed_at=view.destroyed_at,
    )


def link_text(link: ExportLink, *, public_url: str) -> str:
    """The address of the page that asks for the passphrase."""
    query = urlencode({"person": link.person_id, "until": link.until, "signature": link.signature})
    return f"{public_url}/governance/exports/{link.export_id}?{query}"


def _change(change: Change | None) -> RightsChange | None:
    if change is None:
        return None
    return RightsChange(what=change.what, value=change.value, evidence=change.evidence)


def _step(step: StepView) -> RightsStep:
    return RightsStep(move=step.move, state=step.state, at=step.at, note=step.note)


def _kept(*, what: str, rows: int, law: str, until: str | None) -> KeptData:
    last = None if until is None else date.fromisoformat(until)
    return KeptData(what=what, rows=rows, law=law, until=last)
