"""What a judgement goes by, besides what was heard."""

from dataclasses import dataclass
from typing import Final

from domains.care.judgement.household import NOBODY_ELSE, Household
from domains.care.judgement.limits import USUAL, Limits

PATIENCE_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The limits in force (bounds, feedback and modes already in them: `limits_of`), what was told
    of the home, and how many seconds the model has for one question."""

    limits: Limits = USUAL
    household: Household = NOBODY_ELSE
    within_s: float = PATIENCE_S
