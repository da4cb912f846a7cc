"""What the judgement says: that somebody should look, why, and whose word it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from domains.care.cases.concern import Concern, Fact, Signal
from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.ports import Reason
from domains.kernel.provenance import Provenance

LATE: Final = timedelta(minutes=2)
"""What is heard so long after it happened comes out of a backlog, and is marked so."""


class Rule(StrEnum):
    """The rules by their names, as an alarm tells them."""

    EMERGENCY = "emergency"
    TEMPERATURE = "temperature"
    DOOR = "door-not-opened"
    UTILITY = "no-water-or-power"
    NIGHT = "night-inactivity"


By = Provenance | Rule


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing to raise. `observed_at` is when it came true, `late` that we heard so too late.

    `by` is the model with its register id, the rule that stood in for it, or the rule by itself.
    `signals` are what lies behind it: codes, moments and figures, never words. `silent_s`: a
    silence comes true when it has become too long, and began so many heard seconds before.
    """

    kind: ConcernKind
    level: Level
    observed_at: datetime
    by: By
    reasons: tuple[Reason, ...] = ()
    signals: tuple[Signal, ...] = ()
    late: bool = False
    silent_s: int | None = None


def concern_of(alarm: Alarm, senior_id: UUID) -> Concern:
    """As a case takes it; reasons stand among the signals, the rule's name in front."""
    judged = {"rule": alarm.by.value} if isinstance(alarm.by, Rule) else {}
    why = tuple(_signal(reason, alarm.observed_at) for reason in alarm.reasons)
    rule = (Signal("rule", alarm.observed_at, judged),) if judged else ()
    return Concern(
        senior_id=senior_id,
        kind=alarm.kind,
        level=alarm.level,
        observed_at=alarm.observed_at,
        late=alarm.late,
        signals=(*rule, *why, *alarm.signals),
        provenance=None if isinstance(alarm.by, Rule) else alarm.by,
        silent_s=alarm.silent_s,
    )


def _signal(reason: Reason, at: datetime) -> Signal:
    facts: dict[str, Fact] = {} if reason.figure is None else {"figure": reason.figure}
    return Signal(reason.code, at, facts)
