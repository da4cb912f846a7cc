"""Words of a home that notices: what is measured, where it stands, what became of a message."""

from enum import IntEnum, StrEnum


class Measure(IntEnum):
    """What a message is about. The numbers lie in the database: never give one anew."""

    MOTION = 1
    DOOR = 2
    POWER = 3
    WATER = 4
    CLIMATE = 5
    SMOKE = 6
    GAS = 7
    FALL = 8
    SOS = 9
    HEARTBEAT = 10


SIGNS = frozenset({Measure.MOTION, Measure.DOOR, Measure.POWER, Measure.WATER})
"""Whoever causes one of these is alive."""

EMERGENCIES = frozenset({Measure.SMOKE, Measure.GAS, Measure.FALL, Measure.SOS})


class Room(StrEnum):
    """Where a device stands. A word of ours, never free text: the wall it hangs on names nobody."""

    ENTRANCE = "entrance"
    LIVING_ROOM = "living_room"
    BEDROOM = "bedroom"
    KITCHEN = "kitchen"
    BATHROOM = "bathroom"
    BALCONY = "balcony"
    WORN = "worn"
    ELSEWHERE = "elsewhere"


class Verdict(StrEnum):
    """What became of one message. None is worth sending again: what could not be taken for want
    of a database raises instead."""

    TAKEN = "taken"
    LATE = "late"
    """Taken, from a backlog: it is about a time that is over."""
    REPEATED = "repeated"
    """Taken before; a retry within minutes, or the broker's own."""
    REPLAYED = "replayed"
    """Taken before, and sent again by somebody long after."""
    UNSIGNED = "unsigned"
    FORGED = "forged"
    """Signed, but not with this device's key."""
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    """No such device, or one that is no longer in use."""
    TOO_OLD = "too_old"
    """About a time of which nothing is kept any more."""
    OLD_ALARM = "old_alarm"
    """The same, of an alarm: of a start of its device that is over, so that nobody knows whether it
    was raised then."""
    FLOODED = "flooded"
    """More than any home has to say."""
    NOT_AGREED = "not_agreed"
    """Believed, and not kept: no consent to listen stands at this moment."""
    TURNED_AWAY = "turned_away"
    """Not let in, by the broker or over HTTPS: a wrong password, or a topic of somebody else."""


ACCEPTED = frozenset({Verdict.TAKEN, Verdict.LATE})
SUSPICIOUS = frozenset(
    {
        Verdict.REPLAYED,
        Verdict.UNSIGNED,
        Verdict.FORGED,
        Verdict.UNKNOWN,
        Verdict.OLD_ALARM,
        Verdict.FLOODED,
        Verdict.TURNED_AWAY,
    }
)
"""What no device in good order sends: told to the operators, once an hour and device at most."""
