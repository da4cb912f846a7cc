"""The city's dongs and who serves them: what an enrolment, a move and an officer choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domains.care.people.models import ServedDong
from domains.identity.public import roles as offices


@dataclass(frozen=True, slots=True)
class Centre:
    centre_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Dong:
    """`centre` None: nobody serves it yet, and nobody who lives there can be enrolled."""

    dong_id: UUID
    name: str
    centre: Centre | None


async def list_centres() -> Sequence[Centre]:
    """By name, whether they serve a dong already or not."""
    cards = await offices.units_of(offices.UnitKind.CENTRE)
    return [Centre(card.unit_id, card.name) for card in cards]


async def list_dongs() -> Sequence[Dong]:
    """By name."""
    centres = {centre.centre_id: centre for centre in await list_centres()}
    serving = {row.dong_id: centres.get(row.centre_id) for row in await ServedDong.all()}
    return [
        Dong(card.unit_id, card.name, serving.get(card.unit_id))
        for card in await offices.units_of(offices.UnitKind.DONG)
    ]
