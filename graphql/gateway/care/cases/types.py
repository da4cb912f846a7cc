"""What clients see of a care case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domains.care.public import cases, views
from domains.kernel.text import Locale
from gateway.global_ids import Node, global_id
from gateway.wording import FOR_DEVELOPERS


@strawberry.type(description="There is no such case, or you have no part in it.")
class CareCaseNotFound:
    message: str = strawberry.field(
        default="There is no such case, or you have no part in it.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="It is over: nothing is left to do.")
class CareCaseOver:
    case_id: strawberry.ID = strawberry.field(description="The case.")


@strawberry.type(description="A step that was taken.")
class CareCaseStep:
    rung: cases.Rung = strawberry.field(description="Who was asked.")
    at: datetime = strawberry.field(description="When.")
    asked: int = strawberry.field(description="How many people.")


@strawberry.type(description="Whose judgement it is: a version of a model, or a rule.")
class CareProvenance:
    model: str | None = strawberry.field(description="A model's name.")
    version: str | None = strawberry.field(description="Its version.")
    register_id: str | None = strawberry.field(description="Its entry in the algorithm register.")
    rule: str | None = strawberry.field(
        description="The rule that rang by itself, or stood in for a model."
    )


@strawberry.type(description="A number or code of a signal.")
class CareFact:
    name: str = strawberry.field(description="With its unit: `quiet_s`.")
    value: str = strawberry.field(description="As text.")


@strawberry.type(description="One thing behind a concern.")
class CareSignal:
    kind: str = strawberry.field(description="A code.")
    at: datetime = strawberry.field(description="When.")
    facts: list[CareFact] = strawberry.field(description="Codes and numbers.")


@strawberry.type(description="Something that was noticed.")
class CareCaseConcern:
    kind: cases.ConcernKind = strawberry.field(description="What.")
    observed_at: datetime = strawberry.field(description="When it happened.")
    late: bool = strawberry.field(description="It was learned of from a backlog.")
    by: CareProvenance | None = strawberry.field(description="Null for a plain fact.")
    signals: list[CareSignal] = strawberry.field(
        description="What is behind it; only for who sees sensors."
    )
    reasons: list[str] = strawberry.field(
        description="Why, as it was at `observedAt`: sentences in the language of the request, for "
        "who sees reasons. Empty for a plain fact; what rests on signals goes with them."
    )


@strawberry.type(description="What somebody did.")
class CareCaseAct:
    kind: cases.ActKind | None = strawberry.field(
        description="What; null for who sees her state alone."
    )
    settles: bool = strawberry.field(description="Since then somebody knows how she is.")
    at: datetime = strawberry.field(description="When.")
    by: str = strawberry.field(description="Their name.")
    note: str | None = strawberry.field(description="In their words; for who sees reasons.")
    photo_path: str | None = strawberry.field(
        description="GET the picture here, with your token; null where there is none for you."
    )


@strawberry.type(description="A call to 119.")
class CareEmergencyCall:
    kind: cases.ConcernKind | None = strawberry.field(
        description="Why; null for who sees her state alone."
    )
    asked_at: datetime = strawberry.field(description="When it was to be told.")
    sent_at: datetime | None = strawberry.field(description="When 119 may first have heard of it.")
    taken_at: datetime | None = strawberry.field(description="When 119 had it.")
    reference: str | None = strawberry.field(description="119's own number.")
    dropped_at: datetime | None = strawberry.field(
        description="When its case ended before 119 had it: it is told no more."
    )
    ending: cases.CallEnding | None = strawberry.field(
        description="What 119 is told of the end, where it may have heard of the beginning."
    )
    ending_taken_at: datetime | None = strawberry.field(description="When 119 had that.")


@strawberry.type(description="One episode of one senior, as deep as she lets you see.")
class CareCase(Node):
    senior_id: strawberry.ID = strawberry.field(description="About whom; a Person.")
    senior: str = strawberry.field(description="What she is called.")
    state: cases.CaseState = strawberry.field(description="What it waits for.")
    level: int = strawberry.field(description="1 family, 2 care worker, 3 emergency.")
    rung: cases.Rung | None = strawberry.field(description="The latest step.")
    late: bool = strawberry.field(description="It came from a backlog.")
    opened_at: datetime = strawberry.field(description="Since when.")
    as_of: datetime = strawberry.field(
        description="As of when this is, by the city's clock: `at` of markCareFalseAlarm."
    )
    next_at: datetime | None = strawberry.field(
        description="When others are asked if nothing is heard; null once it is over."
    )
    taken_by: str | None = strawberry.field(description="The name of who has it.")
    taken_at: datetime | None = strawberry.field(description="Since when they have it.")
    mine: bool = strawberry.field(description="It is in your hands: you took it, and have it yet.")
    life_at: datetime | None = strawberry.field(description="The latest sign of life in it.")
    ended_at: datetime | None = strawberry.field(description="When it ended.")
    ended_how: cases.CaseEnd | None = strawberry.field(description="How it ended.")
    false_alarm: cases.FalseAlarm | None = strawberry.field(
        description="Why it was none; null for who sees her state alone."
    )
    kind: cases.ConcernKind | None = strawberry.field(
        description="Its gravest concern; null for who sees her state alone."
    )
    steps: list[CareCaseStep] = strawberry.field(description="In turn; empty in lists.")
    concerns: list[CareCaseConcern] = strawberry.field(description="In turn; empty in lists.")
    acts: list[CareCaseAct] = strawberry.field(description="In turn; empty in lists.")
    calls: list[CareEmergencyCall] = strawberry.field(description="To 119; empty in lists.")
    may_confirm: bool = strawberry.field(
        description="It waits for a human's word that 119 must come, and yours is one: "
        "confirmCareHandOver."
    )


def case_type(view: cases.CaseView, *, reader: UUID | None, locale: Locale) -> CareCase:
    return CareCase(
        id=global_id("CareCase", view.id),
        senior_id=global_id("Person", view.senior_id),
        senior=view.senior,
        state=view.state,
        level=view.level.value,
        rung=view.rung,
        late=view.late,
        opened_at=view.opened_at,
        as_of=view.as_of,
        next_at=view.next_at,
        taken_by=view.taken_by_name,
        taken_at=view.taken_at,
        mine=view.is_in_hands_of(reader),
        life_at=view.life_at,
        ended_at=view.ended_at,
        ended_how=view.ended_how,
        false_alarm=view.false_alarm,
        kind=view.kind,
        steps=[CareCaseStep(rung=s.rung, at=s.at, asked=s.asked) for s in view.steps],
        concerns=[_concern(each, locale) for each in view.concerns],
        acts=[_act(each) for each in view.acts],
        calls=[_call(each) for each in view.calls],
        may_confirm=view.may_confirm,
    )


def _concern(view: cases.ConcernView, locale: Locale) -> CareCaseConcern:
    return CareCaseConcern(
        kind=view.kind,
        observed_at=view.observed_at,
        late=view.late,
        by=_provenance(view.by) if view.by else None,
        signals=[_signal(signal) for signal in view.signals],
        reasons=views.say_reasons(locale, view),
    )


def _provenance(by: Mapping[str, Any]) -> CareProvenance:
    return CareProvenance(
        model=by.get("model"),
        version=by.get("version"),
        register_id=by.get("register_id"),
        rule=by.get("rule"),
    )


def _signal(signal: cases.Signal) -> CareSignal:
    facts = [CareFact(name=name, value=str(value)) for name, value in signal.facts.items()]
    return CareSignal(kind=signal.kind, at=signal.at, facts=facts)


def _act(view: cases.ActView) -> CareCaseAct:
    return CareCaseAct(
        kind=view.kind,
        settles=view.settles,
        at=view.at,
        by=view.by,
        note=view.note,
        photo_path=photo_path(view.id) if view.has_photo else None,
    )


def photo_path(act_id: UUID) -> str:
    """Where the picture of an act is sent to and fetched."""
    return f"/care/photos/{act_id}"


def _call(view: cases.CallView) -> CareEmergencyCall:
    return CareEmergencyCall(
        kind=view.kind,
        asked_at=view.asked_at,
        sent_at=view.sent_at,
        taken_at=view.taken_at,
        reference=view.reference,
        dropped_at=view.dropped_at,
        ending=view.ending,
        ending_taken_at=view.ending_taken_at,
    )
