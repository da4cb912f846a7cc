"""What care shows of one person, whatever they are to it: each room its part."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from domains.care.cases import export_person as cases
from domains.care.check_ins import export_person as check_ins
from domains.care.homes import export_person as homes
from domains.care.judgement import export_person as judgement
from domains.care.people import export_person as people
from domains.kernel.subject_rights import Exporter, Section

ROOMS: Final[tuple[Exporter, ...]] = (
    people.export_person,
    cases.export_person,
    check_ins.export_person,
    judgement.export_person,
    homes.export_person,
)


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`."""
    return [section for room in ROOMS for section in await room(person_id)]
