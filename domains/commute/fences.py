"""The places a child's crossings are told of, as the judge needs them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domains.commute.crossing import Geofence
from domains.kernel import sql


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What a message needs to know of a place."""

    name: str
    is_school: bool


async def fences_of(child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Geofence]]:
    """Each child's watched places, in one statement."""
    rows = await sql.fetch(
        """
        SELECT w.child_id, p.id, p.lat, p.lon, p.radius_m, p.dwell_s
        FROM commute.watched_places w JOIN commute.places p ON p.id = w.place_id
        WHERE w.child_id = ANY($1::uuid[]) AND w.until IS NULL AND p.retired_at IS NULL
        ORDER BY p.id
        """,
        list(child_ids),
    )
    found: dict[UUID, list[Geofence]] = {child: [] for child in child_ids}
    for row in rows:
        fence = Geofence(row["id"], row["lat"], row["lon"], row["radius_m"], row["dwell_s"])
        found[row["child_id"]].append(fence)
    return found


async def names_of(
    pairs: Collection[tuple[UUID, UUID]],
) -> Mapping[tuple[UUID, UUID], PlaceName]:
    """The names of places, and whether each is the child's school, by (child, place)."""
    rows = await sql.fetch(
        """
        SELECT pair.child_id, p.id AS place_id, p.name, COALESCE(w.is_school, false) AS is_school
        FROM unnest($1::uuid[], $2::uuid[]) AS pair (child_id, place_id)
        JOIN commute.places p ON p.id = pair.place_id
        LEFT JOIN commute.watched_places w
            ON w.child_id = pair.child_id AND w.place_id = p.id AND w.until IS NULL
        """,
        [child for child, _ in pairs],
        [place for _, place in pairs],
    )
    return {
        (row["child_id"], row["place_id"]): PlaceName(row["name"], row["is_school"]) for row in rows
    }
