"""Faults: what is neither an answer nor an expected refusal."""

from typing import ClassVar


class Fault(Exception):
    """A fault with a stable code that clients may branch on.

    Expected refusals are values in a use case's outcome. A Fault is for what no outcome
    foresaw; the edge shows its code and a trace id, never its text or stack.
    """

    code: ClassVar[str] = "INTERNAL"


class Unauthenticated(Fault):
    """Nobody is signed in and somebody must be."""

    code = "UNAUTHENTICATED"


class Forbidden(Fault):
    """Somebody is signed in who may not do this."""

    code = "FORBIDDEN"


class StepUpRequired(Fault):
    """The right person, signed in too long ago for this: sign in once more and ask again."""

    code = "STEP_UP_REQUIRED"


class Unavailable(Fault):
    """A part that the answer needs is down; trying again later may help."""

    code = "UNAVAILABLE"
