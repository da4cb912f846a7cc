"""Words that all rooms of care share: what may be wrong, and how grave it is."""

from enum import IntEnum, StrEnum


class ConcernKind(StrEnum):
    """Why somebody is worried about."""

    MISSED_CHECK_IN = "missed_check_in"
    UNCLEAR_ANSWER = "unclear_answer"
    ASKED_FOR_HELP = "asked_for_help"
    CALL_ME = "call_me"
    INACTIVITY = "inactivity"
    DOOR_NOT_OPENED = "door_not_opened"
    NO_WATER_OR_POWER = "no_water_or_power"
    TEMPERATURE = "temperature"
    SMOKE = "smoke"
    GAS = "gas"
    FALL = "fall"
    SOS = "sos"


class Level(IntEnum):
    """Who is asked: each level goes on to the next until somebody has acted."""

    ONE = 1
    """She herself, by the app and a companion call; then her guardians, in her order and hours."""
    TWO = 2
    """The care worker on duty, by call and message; the stand-in; the centre."""
    THREE = 3
    """119, with guardian and centre at once."""
