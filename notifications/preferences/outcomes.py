"""What becomes of a wish."""

from dataclasses import dataclass
from enum import StrEnum

from notifications.preferences.wishes import Wishes


class Problem(StrEnum):
    """Why a wish cannot be kept."""

    SAFETY_ALWAYS_RINGS = "safety_always_rings"
    """Neither muted nor gathered: an alarm that waits is none."""
    ADVERTISING_IS_NOT_GATHERED = "advertising_is_not_gathered"
    """Each advertisement bears its own mark and way out (정보통신망법 §50④)."""
    NOT_A_QUARTER = "not_a_quarter"
    NO_HOURS = "no_hours"
    """A span that ends where it begins."""
    NOTHING_TO_GATHER = "nothing_to_gather"
    DIGEST_IN_QUIET_HOURS = "digest_in_quiet_hours"


@dataclass(frozen=True, slots=True)
class Chosen:
    """It holds from the next message on; `wishes` are all that stand now."""

    wishes: Wishes
    large_text: bool


@dataclass(frozen=True, slots=True)
class CannotBeKept:
    """Nothing has changed."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class NotYoursToChoose:
    """The actor is neither the person nor who may choose for them; nobody looks the same."""


Outcome = Chosen | CannotBeKept | NotYoursToChoose
