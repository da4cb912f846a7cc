"""Every message that Osan Talk sends, and the values that its text needs."""

from collections.abc import Mapping
from enum import StrEnum


class MessageKey(StrEnum):
    """Names of messages: catalogue keys, payload kinds and names of JSON Schemas alike."""

    COMMUTE_ARRIVED = "commute.arrived"
    COMMUTE_DEPARTED = "commute.departed"
    COMMUTE_NOT_ARRIVED = "commute.not_arrived"
    COMMUTE_TURNED_UP = "commute.turned_up"
    SOS_RAISED = "sos.raised"
    SOS_ACKNOWLEDGED = "sos.acknowledged"
    ALARM_UNREACHED = "alarm.unreached"


class Variant(StrEnum):
    """What a text says of a position; part of the catalogue key of an SOS."""

    WITH_POSITION = "with_position"
    WITHOUT_POSITION = "without_position"


class Kind(StrEnum):
    """How a value is put into words."""

    NOUN = "noun"
    TIME = "time"


RETRACT = "retract"
"""The payload kind of a retraction; it has a schema and no text."""

CARRIES_POSITION = frozenset({MessageKey.SOS_RAISED})

VALUES: Mapping[MessageKey, Mapping[str, Kind]] = {
    MessageKey.COMMUTE_ARRIVED: {"child": Kind.NOUN, "place": Kind.NOUN, "at": Kind.TIME},
    MessageKey.COMMUTE_DEPARTED: {"child": Kind.NOUN, "place": Kind.NOUN, "at": Kind.TIME},
    MessageKey.COMMUTE_NOT_ARRIVED: {"child": Kind.NOUN, "place": Kind.NOUN, "due": Kind.TIME},
    MessageKey.COMMUTE_TURNED_UP: {"child": Kind.NOUN, "place": Kind.NOUN, "at": Kind.TIME},
    MessageKey.SOS_RAISED: {"child": Kind.NOUN, "at": Kind.TIME},
    MessageKey.SOS_ACKNOWLEDGED: {"child": Kind.NOUN, "by": Kind.NOUN, "at": Kind.TIME},
    MessageKey.ALARM_UNREACHED: {"person": Kind.NOUN, "at": Kind.TIME},
}
"""What each message's text may name: nouns as they are, times as ISO-8601 instants."""
