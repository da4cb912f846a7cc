"""The two timers of check-ins: when to ask next, and what follows while nobody answers."""

from typing import Final

ASK: Final = "care.check_in.ask"
"""About a senior: her next question."""

FOLLOW: Final = "care.check_in.follow"
"""About an open check-in: its next step, whose number is the fact `step`."""

STEP: Final = "step"
GRACED: Final = "graced"
"""A fact: the last step was put off once, because we were late."""
