"""Who sits at the desk of the centre that stands in for people."""

from datetime import timedelta
from uuid import UUID

from domains.identity.models import Sitting, StandIn
from domains.kernel import personal
from tests.matrix.city.matrix_city import BORN, NOW, MatrixCity
from tests.matrix.dimensions import OTHERS_SITTING, SITTING, STAND_IN, Age, Relation


async def seat(city: MatrixCity) -> None:
    """At the desk of the centre sit all whom it stands in for, and another one elsewhere in it."""
    city.visitor = await city.town.person("다른 할머니", born=BORN[Age.SENIOR])
    other = await StandIn.create(
        id=city.ids.new(),
        person_id=city.visitor,
        centre_id=city.centres[STAND_IN],
        proof_kind="id_card",
        proof=await personal.seal(city.visitor, "주민등록증 사본"),
        opened_by=city.bystander,
        opened_at=NOW,
        witnessed_by=city.bystander,
        witnessed_at=NOW,
    )
    await _sits(city, OTHERS_SITTING, other.id)
    for key, things in city.people.items():
        if key.age is SITTING.to:
            await _sits(city, SITTING, things["StandIn"])


async def _sits(city: MatrixCity, staff: Relation, stand_in: UUID) -> None:
    await Sitting.create(
        id=city.ids.new(),
        stand_in_id=stand_in,
        staff_id=city.callers[staff],
        begun_at=NOW,
        ends_at=NOW + timedelta(minutes=20),
    )
