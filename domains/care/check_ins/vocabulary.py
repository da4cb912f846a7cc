"""The words of check-ins."""

from enum import IntEnum, StrEnum


class Meaning(IntEnum):
    """What an answer means; a higher one is graver. Only FINE reassures."""

    FINE = 0
    UNCLEAR = 1
    """A wrong key, a mumble, silence, or words that nobody agreed upon: somebody looks."""
    CALL_ME = 2
    HELP = 3


class Way(StrEnum):
    """How an answer came."""

    APP = "app"
    NOTIFICATION = "notification"
    """By a button under the push, on a phone that may be locked."""
    CALL = "call"
    """In a call of ours: a key, or words."""
    CALLED_IN = "called_in"
    """She called, from a number that she proved."""
    HOME = "home"
    """Her home showed life."""


class Origin(StrEnum):
    """Why she was asked."""

    PLAN = "plan"
    COMPANION = "companion"
    """Something else was noticed, and she herself is asked first."""


class CheckInState(StrEnum):
    """How far a check-in is."""

    OPEN = "open"
    ANSWERED = "answered"
    RAISED = "raised"
    """Answered with anything but "I'm fine": people know."""
    MISSED = "missed"
    """Not answered in time: people know, and an answer still counts."""
    LATE = "late"
    """Answered after it was missed."""
    CALLED_OFF = "called_off"
    """A pause, a plan or a consent that ended took it away, or somebody who spoke with her or met
    her since."""


class AskBy(StrEnum):
    """How a question or a reminder is told."""

    PUSH = "push"
    CALL = "call"
    """Both: a call rings while the phone shows it, too."""
