"""Public places, to choose from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.commute.access import NotYours, may_see_places
from domains.commute.place_names import NAME, named
from domains.commute.vocabulary import PlaceKind
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.geo import LatLon


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place on the map. `radius_m` in metres, `dwell_s` seconds inside before believed."""

    id: UUID
    kind: PlaceKind
    name: str
    address: str | None
    point: LatLon
    radius_m: float
    dwell_s: int
    is_school: bool = False


_VIEW: Final[LiteralString] = (
    f"p.id, p.kind, {NAME}, p.address, p.lat, p.lon, p.radius_m, p.dwell_s"
)


async def find_places(*, name: str, first: int, after: UUID | None = None) -> Sequence[PlaceView]:
    """Public places whose name contains `name`, keyset-paged by id."""
    rows = await sql.fetch(
        f"""
        SELECT {_VIEW}, false AS is_school FROM commute.places p
        WHERE owner_id IS NULL AND retired_at IS NULL
          AND position(lower($1) IN lower(name)) > 0 AND ($2::uuid IS NULL OR id > $2)
        ORDER BY id LIMIT $3
        """,  # noqa: S608 - a literal of ours
        name,
        after,
        first,
    )
    return await _views(rows)


async def watched_by(child_id: UUID) -> Sequence[PlaceView]:
    """The places whose crossings are told of a child; the caller has checked who asks."""
    rows = await sql.fetch(
        f"""
        SELECT {_VIEW}, w.is_school
        FROM commute.watched_places w JOIN commute.places p ON p.id = w.place_id
        WHERE w.child_id = $1 AND w.until IS NULL
        """,  # noqa: S608 - a literal of ours
        child_id,
    )
    return sorted(await _views(rows), key=lambda place: (not place.is_school, place.name))


async def watched_places(
    actor: Actor, *, child_id: UUID, clock: Clock
) -> Sequence[PlaceView] | NotYours:
    """The watched places of a child, for the child, and until 14 for its guardians."""
    if not await may_see_places(actor, child_id, clock=clock):
        return NotYours()
    return await watched_by(child_id)


async def place_by_id(place_id: UUID) -> tuple[PlaceView, UUID | None] | None:
    """A place and whose own it is (None: public); the caller decides who may see it."""
    rows = await sql.fetch(
        f"""
        SELECT {_VIEW}, false AS is_school
        FROM commute.places p WHERE id = $1 AND retired_at IS NULL
        """,  # noqa: S608 - a literal of ours
        place_id,
    )
    return ((await _views(rows))[0], rows[0]["owner_id"]) if rows else None


async def ids_by_source_key(keys: Collection[str]) -> Mapping[str, UUID]:
    """The places that an import knows by these keys."""
    rows = await sql.fetch(
        "SELECT source_key, id FROM commute.places WHERE source_key = ANY($1::text[])",
        list(keys),
    )
    return {row["source_key"]: row["id"] for row in rows}


async def _views(rows: Sequence[Any]) -> list[PlaceView]:
    names = await named(rows)
    return [_view(row, name) for row, name in zip(rows, names, strict=True)]


def _view(row: Any, name: str) -> PlaceView:
    return PlaceView(
        id=row["id"],
        kind=PlaceKind(row["kind"]),
        name=name,
        address=row["address"],
        point=LatLon(row["lat"], row["lon"]),
        radius_m=row["radius_m"],
        dwell_s=row["dwell_s"],
        is_school=row["is_school"],
    )
