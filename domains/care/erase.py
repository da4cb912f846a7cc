"""What care destroys when a consent ends, in the transaction that ends it: each room its part.

With the consent to check-ins the care itself ends, and every room gives up all that it holds of
her; with the one to home sensors what the sensors said, with the one to her location that.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from domains.care.cases import erase as cases
from domains.care.check_ins import erase as check_ins
from domains.care.hold_all_of import hold_all_of
from domains.care.homes import erase as homes
from domains.care.judgement import erase as judgement
from domains.care.people import erase as people
from domains.consent.public import Erased, Eraser, Purpose
from domains.kernel import outbox

ROOMS: Final[tuple[Eraser, ...]] = (
    cases.erase,
    check_ins.erase,
    judgement.erase,
    homes.erase,
    people.erase,
)
"""In the order of who stands on whom; the people, on whom all stand, come last."""


async def erase(senior_id: UUID, purpose: Purpose, at: datetime) -> list[Erased]:
    """An `Eraser`, for every purpose of care."""
    await hold_all_of(senior_id)
    gone = [each for room in ROOMS for each in await room(senior_id, purpose, at)]
    told = Erased("care.events", await outbox.forget_done(ordering_key=senior_id))
    return [*gone, told]
