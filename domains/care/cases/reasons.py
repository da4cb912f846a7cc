"""Why something was noticed, without what sensors told.

The judgement puts the name of its rule and its reasons in front of a concern's signals
(`judgement/alarm.concern_of`); here they are found again. Only those of `TOLD` are for who sees
reasons: what names a door, an appliance or a sensor is for who sees those, and so is every code
that nobody has thought of here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from domains.care.ports import Reason

TOLD: Final = frozenset(
    {
        "quiet_h",
        "unusual_stillness_pct",
        "silence_unusual_for_this_hour",
        "clock_stopped_by_outage",
        "night-inactivity_h",
        "door-not-opened_h",
        "no-water-or-power_h",
        "too_hot",
        "too_cold",
        "sensor_rang",
    }
)
"""Codes of a span, a temperature or a share; no room, no device, no single signal."""

RULE: Final = "rule"
FIGURE: Final = "figure"

Rows = Sequence[Mapping[str, Any]]
"""Signals as they are stored."""


def reasons_in(signals: Rows) -> tuple[Reason, ...]:
    """In the order in which they were given; none once the signals are forgotten."""
    found = (each for each in signals if each["kind"] in TOLD)
    return tuple(Reason(each["kind"], each["facts"].get(FIGURE)) for each in found)


def rule_in(signals: Rows) -> Mapping[str, Any] | None:
    """The rule that rang by itself, in the manner of a stored provenance."""
    return next((each["facts"] for each in signals if each["kind"] == RULE), None)
