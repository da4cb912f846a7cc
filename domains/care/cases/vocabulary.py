"""The words of cases."""

from enum import IntEnum, StrEnum
from typing import Final


class Level(IntEnum):
    """How far a case has gone. It only rises."""

    FAMILY = 1
    """Her own phone and a companion's call, then her guardians, one after the other."""
    CARE_WORKER = 2
    """The care worker on duty, who stands in, then the centre."""
    EMERGENCY = 3
    """119, with guardians and centre at once."""


class ConcernKind(StrEnum):
    """What somebody or something noticed."""

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


TOLD_BY_SENSORS: Final = frozenset(
    {
        ConcernKind.INACTIVITY,
        ConcernKind.DOOR_NOT_OPENED,
        ConcernKind.NO_WATER_OR_POWER,
        ConcernKind.TEMPERATURE,
        ConcernKind.SMOKE,
        ConcernKind.GAS,
        ConcernKind.FALL,
        ConcernKind.SOS,
    }
)
"""All but what she said, or did not say, herself: their signals stand on her yes to sensors."""


class LifeWay(StrEnum):
    """How somebody showed that she is well."""

    OWN_ANSWER = "own_answer"
    """She said so herself, clearly: a button, a key, or the agreed words."""
    HOME = "home"
    """Her home did: a door, a tap, a step; or she rang us up and said nothing. No word of hers."""


class CaseState(StrEnum):
    """What a case is waiting for."""

    OPEN = "open"
    """For somebody to take it: people are asked, one step after the other."""
    TAKEN = "taken"
    """For what its taker does. Silence opens it again."""
    ENDED = "ended"


class Rung(StrEnum):
    """A step of the ladder: who is asked."""

    COMPANION = "companion"
    """She herself: her app, and a call that asks how she is."""
    GUARDIAN = "guardian"
    WORKER = "worker"
    STAND_IN = "stand_in"
    CENTRE = "centre"
    CONFIRM = "confirm"
    """Control room and centre: may this go to 119?"""
    HAND_OVER = "hand_over"
    """119 is told, and with it everybody."""
    WATCH = "watch"
    """119 knows. Control room and centre hear of it again until somebody says how it ended."""


class Gap(StrEnum):
    """A step that had nobody to ask; the control room is told of each."""

    NO_PLAN = "no_plan"
    SHE_HAS_NO_LINE = "she_has_no_line"
    """Neither an app nor a telephone on which she could be asked herself."""
    NO_GUARDIAN = "no_guardian"
    """Nobody is named."""
    GUARDIAN_AWAY = "guardian_away"
    """It is outside the hours of a guardian."""
    NOT_REACHED = "not_reached"
    """No way to somebody who was asked: no phone took it, no call came through."""
    NO_WORKER = "no_worker"
    """The rota is empty, or all are away."""
    NO_STAND_IN = "no_stand_in"
    EMPTY_CENTRE = "empty_centre"


class ActKind(StrEnum):
    """What a person did about a case."""

    SPOKE_WITH_HER = "spoke_with_her"
    VISITED = "visited"
    """Met her at home."""
    IN_HOSPITAL = "in_hospital"
    EMERGENCY_TOOK_OVER = "emergency_took_over"
    ON_THE_WAY = "on_the_way"
    NO_ANSWER = "no_answer"
    """Called, and nobody answered."""
    NOBODY_OPENED = "nobody_opened"
    """Stood at the door."""


class FalseAlarm(StrEnum):
    """Why there was nothing."""

    WAS_OUT = "was_out"
    PHONE_ELSEWHERE = "phone_elsewhere"
    """Left on a bus, switched off, empty."""
    SENSOR_FAULT = "sensor_fault"
    PET = "pet"
    GUEST = "guest"
    APPLIANCE = "appliance"
    COOKING = "cooking"
    """Smoke or gas that was supper."""
    BY_MISTAKE = "by_mistake"
    """A button that was touched."""
    TEST = "test"
    OTHER = "other"


class CaseEnd(StrEnum):
    """How a case ended. There is no other way."""

    ACT = "act"
    """By what somebody did, and wrote down."""
    FALSE_ALARM = "false_alarm"
    LIFE = "life"
    """By her own answer or her home, before anybody had to set out."""
    PAUSED = "paused"
    """By whoever said that she is in hospital or away: they know where she is."""
    LEFT = "left"
    """Her care ended, and everything with it."""


class CallEnding(StrEnum):
    """How something ended of which 119 was told."""

    ALL_CLEAR = "all_clear"
    """Somebody knows how she is, and it is not 119 who do: nobody need come any more."""
    FALSE_ALARM = "false_alarm"
    """There was nothing."""
