"""Who said a number: a version of a model, or the rule that stood in for it.

Whoever shows or stores what a model said keeps this beside it: the law wants the register's entry
and the version of every automatic judgement told (AI 기본법), and a case that is reviewed must know
whether a machine judged at all.
"""

from dataclasses import dataclass
from enum import StrEnum


class Silence(StrEnum):
    """Why no model answered."""

    SWITCHED_OFF = "switched_off"
    """This house runs without a model server, or was told not to ask it."""
    UNREACHABLE = "unreachable"
    NOT_READY = "not_ready"
    """The server answers, the model does not: absent, loading, failed or restarting."""
    OVERLOADED = "overloaded"
    TOO_LATE = "too_late"
    REFUSED = "refused"
    """The model would not take what we asked: a fault of ours, or of what we were given."""
    FAILED = "failed"
    """It broke on what we asked, and would again."""
    GARBLED = "garbled"
    """An answer came that is none: another model's, another version's, or nonsense."""
    LEARNING = "learning"
    """It answers, but does not know this person well enough yet."""
    RESTING = "resting"
    """It failed so often that it is left alone for a while."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """A model said it. `latency_ms` is the server's own, from the request's last byte on."""

    model: str
    version: str
    register_id: str
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Fallback:
    """No model said it: `rule` is the name of the stated rule that stood in, and why it had to."""

    rule: str
    reason: Silence


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """What a port returns when its model is silent: a value, for silence is expected."""

    reason: Silence


Provenance = Predicted | Fallback
