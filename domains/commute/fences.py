"""The places a child's crossings are told of, as the judge needs them."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from domains.commute.crossing import Geofence
from domains.kernel import sql


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


async def schools_among(
    pairs: Collection[tuple[UUID, UUID]],
) -> frozenset[tuple[UUID, UUID]]:
    """Those pairs of child and place of which the place is the child's school."""
    rows = await sql.fetch(
        """
        SELECT w.child_id, w.place_id
        FROM unnest($1::uuid[], $2::uuid[]) AS pair (child_id, place_id)
        JOIN commute.watched_places w USING (child_id, place_id)
        WHERE w.is_school AND w.until IS NULL
        """,
        [child for child, _ in pairs],
        [place for _, place in pairs],
    )
    return frozenset((row["child_id"], row["place_id"]) for row in rows)
