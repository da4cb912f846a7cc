"""Smoke, gas, a fall, SOS: whatever else is known or not known, at once."""

from typing import Final

from domains.care.cases.concern import Signal
from domains.care.cases.vocabulary import Level
from domains.care.judgement.alarm import LATE, Alarm, Rule
from domains.care.judgement.heard import Emergency
from domains.care.ports import Reason

SENSED: Final = "sensor_rang"


def emergency_alarm(emergency: Emergency) -> Alarm:
    """One out of a backlog is raised all the same, and says that it is late."""
    return Alarm(
        kind=emergency.kind,
        level=Level.EMERGENCY,
        observed_at=emergency.at,
        by=Rule.EMERGENCY,
        reasons=(Reason(SENSED),),
        signals=(Signal(emergency.kind.value, emergency.at, {"sensor": emergency.sensor}),),
        late=emergency.heard_at - emergency.at > LATE,
    )
