"""How often a companion's call rings. Pure."""

from datetime import timedelta
from typing import Final

from domains.care.check_ins.plan import Step
from domains.care.check_ins.vocabulary import AskBy

RINGS_EVERY: Final = timedelta(minutes=5)
"""Who naps, bathes or looks for her telephone answers a later ring: nearly all
whom nobody reached in ten minutes were well."""


def rings(within: timedelta) -> tuple[Step, ...]:
    """When her telephone rings again."""
    again = range(1, -(within // -RINGS_EVERY))
    return tuple(Step(after=RINGS_EVERY * turn, by=AskBy.CALL) for turn in again)
