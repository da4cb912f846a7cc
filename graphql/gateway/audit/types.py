"""What offices, and the people themselves, see of the audit."""

from datetime import date, datetime
from enum import Enum
from uuid import UUID

import strawberry

from domains.kernel.audit import Why
from domains.kernel.audit_reviews import MonthReview
from domains.kernel.trail import Trace
from gateway.global_ids import global_id

strawberry.enum(Why, name="AuditReason", description="Why somebody did something.")


@strawberry.enum(description="A person, a program, or nobody known.")
class AuditActorKind(Enum):
    PERSON = "person"
    SYSTEM = "system"
    NOBODY = "nobody"


@strawberry.type(description="Who did what, for whom, why and when; never the content.")
class AuditTrace:
    id: strawberry.ID = strawberry.field(description="Opaque and stable.")
    at: datetime = strawberry.field(description="When.")
    actor_kind: AuditActorKind = strawberry.field(description="What acted.")
    actor_id: strawberry.ID | None = strawberry.field(description="The person who acted.")
    actor_system: str | None = strawberry.field(description="The part of Osan Talk that acted.")
    on_behalf_of_id: strawberry.ID | None = strawberry.field(
        description="In whose name the person acted."
    )
    action: str = strawberry.field(description="`domain.noun.verb`.")
    subject_id: strawberry.ID | None = strawberry.field(description="Whose affair it was.")
    reference: UUID | None = strawberry.field(description="The row that was touched.")
    why: Why | None = strawberry.field(
        description="The reason; null in entries of before reasons were recorded."
    )


@strawberry.type(description="What somebody else did about you, or in your name.")
class TraceAboutMe:
    id: strawberry.ID = strawberry.field(description="Opaque and stable.")
    at: datetime = strawberry.field(description="When.")
    actor_kind: AuditActorKind = strawberry.field(description="What acted.")
    by: str | None = strawberry.field(
        description="Who: a person's name. Null for a program, and for a person known no more."
    )
    in_my_name: bool = strawberry.field(description="It was done for you, on your behalf.")
    action: str = strawberry.field(description="`domain.noun.verb`.")
    why: Why | None = strawberry.field(description="The reason.")


@strawberry.type(description="How often one action was done in a month.")
class AuditActionCount:
    action: str = strawberry.field(description="`domain.noun.verb`.")
    count: int = strawberry.field(description="How often.")


@strawberry.type(description="One person who read about very many others in one day.")
class AuditMassRead:
    actor_id: strawberry.ID = strawberry.field(description="Who.")
    day: date = strawberry.field(description="On which day in Osan.")
    subjects: int = strawberry.field(description="How many people they read about.")


@strawberry.type(description="One person who read about others at night.")
class AuditNightReads:
    actor_id: strawberry.ID = strawberry.field(description="Who.")
    count: int = strawberry.field(description="How often in the month.")


@strawberry.type(description="One month of the audit, for its monthly review.")
class AuditMonth:
    month: date = strawberry.field(description="Its first day.")
    total: int = strawberry.field(description="Entries.")
    by_people: int = strawberry.field(description="Of these, done by people.")
    by_system: int = strawberry.field(description="Of these, done by programs.")
    on_behalf: int = strawberry.field(description="Of these, done for somebody else.")
    actions: list[AuditActionCount] = strawberry.field(description="The most frequent first.")
    mass_reads: list[AuditMassRead] = strawberry.field(description="Unusual: to be looked into.")
    night_reads: list[AuditNightReads] = strawberry.field(description="Unusual: to be looked into.")
    reviewed_at: datetime | None = strawberry.field(description="Null until it was reviewed.")
    reviewed_by_id: strawberry.ID | None = strawberry.field(description="Who reviewed it.")


def trace_type(trace: Trace) -> AuditTrace:
    return AuditTrace(
        id=global_id("AuditTrace", trace.id),
        at=trace.at,
        actor_kind=_kind(trace),
        actor_id=_person(trace.actor_id),
        actor_system=trace.actor_system,
        on_behalf_of_id=_person(trace.on_behalf_of),
        action=trace.action,
        subject_id=_person(trace.subject_id),
        reference=trace.reference,
        why=trace.why,
    )


def about_me_type(trace: Trace, *, me: UUID | None, name: str | None) -> TraceAboutMe:
    return TraceAboutMe(
        id=global_id("AuditTrace", trace.id),
        at=trace.at,
        actor_kind=_kind(trace),
        by=name,
        in_my_name=trace.on_behalf_of == me,
        action=trace.action,
        why=trace.why,
    )


def month_type(review: MonthReview) -> AuditMonth:
    return AuditMonth(
        month=review.month,
        total=review.total,
        by_people=review.by_people,
        by_system=review.by_system,
        on_behalf=review.on_behalf,
        actions=[AuditActionCount(action=a.action, count=a.count) for a in review.actions],
        mass_reads=[
            AuditMassRead(actor_id=global_id("Person", m.actor_id), day=m.day, subjects=m.subjects)
            for m in review.mass_reads
        ],
        night_reads=[
            AuditNightReads(actor_id=global_id("Person", n.actor_id), count=n.count)
            for n in review.night_reads
        ],
        reviewed_at=review.reviewed_at,
        reviewed_by_id=_person(review.reviewed_by),
    )


def _kind(trace: Trace) -> AuditActorKind:
    if trace.actor_id is not None:
        return AuditActorKind.PERSON
    return AuditActorKind.NOBODY if trace.actor_system is None else AuditActorKind.SYSTEM


def _person(person_id: UUID | None) -> strawberry.ID | None:
    return None if person_id is None else global_id("Person", person_id)
