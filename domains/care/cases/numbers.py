"""Telephones of people about whom somebody is worried, or who may help."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domains.identity.public import contacts


async def numbers_of(people: Sequence[UUID]) -> Mapping[UUID, str]:
    """The first proved number of each. Raises KeysUnavailable."""
    first: dict[UUID, UUID] = {}
    for line in await contacts.contact_lines_of(people):
        first.setdefault(line.person_id, line.line_id)
    lines = await contacts.open_contact_lines(first.values())
    return {line.person_id: line.number for line in lines.values()}
