"""The steps of one case against the ladder and what people did. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.chaos.care.ladder import CLIMBS, Kind, Step, follows, silence_after, wait_after
from infra.chaos.care.log import Deed, Done, Span, Story
from infra.chaos.care.tables import StepRow
from infra.chaos.care.verdict import EARLY, STEP_WITHIN, CareVerdict

AFTER_HELP = {Kind.MISSED_CHECK_IN: Step.WORKER, Kind.FALL: Step.HAND_OVER}
"""Who calls for help is waited for no longer; after a fall that is a case for 119."""


@dataclass(frozen=True, slots=True)
class Due:
    """What comes next in a case, and the span in which it becomes due."""

    step: Step
    span: Span


def judge_steps(
    story: Story, rows: Sequence[StepRow], *, ended_at: datetime, verdict: CareVerdict
) -> None:
    """Each step is the next of the ladder, neither early nor late; none is missing at the end."""
    assert story.raised is not None
    due: Due | None = Due(CLIMBS[story.kind][0], story.raised)
    deeds, last = list(story.done), CLIMBS[story.kind][0]
    for row in rows:
        while deeds and _comes_first(deeds[0], row, due, story.kind):
            due = _after(deeds.pop(0), due, last, story.kind)
        _judge_step(story, row, due, verdict)
        last = Step(row.rung)
        due = _by_itself(last, row.at, story.kind)
    for deed in deeds:
        due = _after(deed, due, last, story.kind)
    if due is not None and due.span.until + STEP_WITHIN < ended_at:
        verdict.faults["lost steps"].append(f"{story.name}: {due.step}, {due.span.until}")


def _comes_first(done: Done, row: StepRow, due: Due | None, kind: Kind) -> bool:
    """Whether a deed took effect before a step. Where both were at once, a step that was due came
    first; what a confirmation, or a call for help, causes comes after it."""
    if done.span.until <= row.at or done.span.since > row.at:
        return done.span.until <= row.at
    if done.deed is Deed.CONFIRMED:
        return row.rung == Step.HAND_OVER
    if done.deed is Deed.CALLED_FOR_HELP:
        return row.rung == AFTER_HELP[kind]
    return due is None or row.rung != due.step or row.at < due.span.since - EARLY


def _after(done: Done, due: Due | None, last: Step, kind: Kind) -> Due | None:
    match done.deed:
        case Deed.CLOSED | Deed.FINE:
            return None
        case Deed.CALLED_FOR_HELP:
            return Due(AFTER_HELP[kind], done.span)
        case Deed.CONFIRMED:
            return Due(Step.HAND_OVER, done.span)
        case Deed.TAKEN:
            silent = _later(done.span, silence_after(last, kind))
            return None if due is None else Due(due.step, silent)


def _by_itself(step: Step, at: datetime, kind: Kind) -> Due:
    then = at + wait_after(step, kind)
    return Due(follows(step, kind), Span(then, then))


def _later(span: Span, by: timedelta) -> Span:
    return Span(span.since + by, span.until + by)


def _judge_step(story: Story, row: StepRow, due: Due | None, verdict: CareVerdict) -> None:
    name = f"{story.name}: {row.rung} at {row.at:%H:%M:%S.%f}"
    verdict.steps[row.rung] += 1
    if due is None:
        verdict.faults["steps after the end"].append(name)
        return
    if row.rung != due.step:
        verdict.faults["other steps than were due"].append(f"{name}, not {due.step}")
        return
    late = row.at - due.span.until
    verdict.steps_late_s.append(max(0.0, late.total_seconds()))
    if row.at < due.span.since - EARLY:
        verdict.faults["early steps"].append(f"{name}, due {due.span.since:%H:%M:%S.%f}")
    if late > STEP_WITHIN:
        verdict.faults["late steps"].append(f"{name}, due {due.span.until:%H:%M:%S.%f}")
