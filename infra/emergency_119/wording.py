"""An emergency as the contract has it. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from domains.care.ports import EmergencyEnding, EmergencyEvent
from domains.care.public import cases

EVENT_TYPES: Final[Mapping[cases.ConcernKind, str]] = MappingProxyType(
    {
        cases.ConcernKind.SMOKE: "FIRE",
        cases.ConcernKind.GAS: "GAS",
        cases.ConcernKind.FALL: "FALL",
        cases.ConcernKind.SOS: "SOS",
    }
)
"""Whatever a human sends on is a person who may need help at home."""

WELFARE: Final = "WELFARE"


def body_of(event: EmergencyEvent, *, sent_at: datetime) -> dict[str, Any]:
    """The JSON object of one event."""
    return {
        "event_id": str(event.call_id),
        "event_type": EVENT_TYPES.get(event.kind, WELFARE),
        "occurred_at": _instant(event.observed_at),
        "sent_at": _instant(sent_at),
        "late": event.late,
        "confirmed_by_human": event.confirmed_by_human,
        "person": {"name": event.name},
        "place": {"address": event.address, "position": _position(event.position)},
        "access": {"key_box_note": event.key_box_note},
        "contacts": [
            {"relation": callee.relation.value, "name": callee.name, "number": callee.number}
            for callee in event.callees
        ],
    }


def _position(position: cases.Position | None) -> dict[str, Any] | None:
    if position is None:
        return None
    return {
        "lat": position.point.lat,
        "lon": position.point.lon,
        "accuracy_m": position.accuracy_m,
        "measured_at": _instant(position.at),
    }


def ending_of(ending: EmergencyEnding, *, sent_at: datetime) -> dict[str, Any]:
    """The JSON object of how an event ended."""
    return {
        "ending_id": str(ending.ending_id),
        "how": ending.how.name,
        "ended_at": _instant(ending.ended_at),
        "sent_at": _instant(sent_at),
    }


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
