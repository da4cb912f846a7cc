"""The homes on a care worker's map: of her dongs, where each senior wants it."""

from dataclasses import dataclass, field
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.list_seniors import dongs_of_worker
from domains.kernel import audit, personal, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class HomeOnMap:
    """Of who wants to be found: see `pin_home`."""

    senior_id: UUID
    point: LatLon = field(repr=False)


async def homes_on_map(actor: Actor, *, clock: Clock, ids: Ids) -> list[HomeOnMap]:
    """Where the actor is a care worker, and where they stand in now; each one leaves a trace."""
    rows = await sql.fetch(
        """
        SELECT e.id, e.senior_id, r.place
        FROM care.enrolments e
        JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL
        WHERE r.dong_id = ANY($1::uuid[]) AND e.stands_since <= $2 AND r.place IS NOT NULL
        ORDER BY e.id
        """,
        sorted(await dongs_of_worker(actor, at=clock.now())),
        clock.now(),
    )
    touched = [(row["senior_id"], row["id"]) for row in rows]
    async with in_transaction():
        await audit.record_each(actor, "care.home.place", touched=touched, clock=clock, ids=ids)
    texts = await personal.open_each([(row["senior_id"], bytes(row["place"])) for row in rows])
    opened = zip(rows, texts, strict=True)
    return [HomeOnMap(row["senior_id"], read(text)) for row, text in opened if text is not None]


def written(point: LatLon) -> str:
    """As it is sealed; five decimals are a metre."""
    return f"{point.lat:.5f} {point.lon:.5f}"


def read(text: str) -> LatLon:
    lat, lon = text.split()
    return LatLon(float(lat), float(lon))
