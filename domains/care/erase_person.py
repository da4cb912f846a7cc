"""What care holds of one person is destroyed, whatever they were to it: each room its part."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from domains.care.call_off import call_off
from domains.care.cases import erase as cases
from domains.care.check_ins import erase as check_ins
from domains.care.homes import erase as homes
from domains.care.judgement import erase as judgement
from domains.care.people import erase as people
from domains.consent.public import Purpose
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Kept, PersonEraser

ROOMS: Final[tuple[PersonEraser, ...]] = (
    cases.erase_person,
    check_ins.erase_person,
    judgement.erase_person,
    homes.erase_person,
    people.erase_person,
)
"""In the order of who stands on whom; the people, on whom all stand, come last."""


async def erase_person(person_id: UUID, at: datetime, *, clock: Clock, ids: Ids) -> Sequence[Kept]:
    """A `PersonEraser`, once its `clock` and `ids` are bound."""
    await call_off(person_id, Purpose.CARE_CHECK_INS, clock=clock, ids=ids)
    return [kept for room in ROOMS for kept in await room(person_id, at)]
