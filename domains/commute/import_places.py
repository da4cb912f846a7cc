"""Put places read from a national standard file on the map."""

from collections.abc import Sequence
from dataclasses import dataclass

from tortoise.transactions import in_transaction

from domains.commute.import_schools import ImportedPlace, KnownPlace, recognise_places
from domains.commute.vocabulary import PlaceKind
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids

DWELL_S = 60
"""Seconds inside before an arrival at a public place is believed: longer than a red light."""


@dataclass(frozen=True, slots=True)
class PlacesImported:
    """How many were new, and how many changed; the rest stood as they are."""

    added: int
    changed: int
    unchanged: int


async def import_places(
    actor: Actor, places: Sequence[ImportedPlace], *, clock: Clock, ids: Ids
) -> PlacesImported:
    """Add or update by source key, in one transaction: a file counts whole or not at all."""
    async with in_transaction():
        places = recognise_places(places, await _known())
        rows = await sql.fetch(
            """
            INSERT INTO commute.places AS p (id, kind, source_key, name, level, address,
                lat, lon, radius_m, dwell_s, created_at)
            SELECT *, $10, $11 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[],
                $5::text[], $6::text[], $7::float8[], $8::float8[], $9::float8[])
            ON CONFLICT (source_key) DO UPDATE SET
                name = EXCLUDED.name, level = EXCLUDED.level, address = EXCLUDED.address,
                lat = EXCLUDED.lat, lon = EXCLUDED.lon, radius_m = EXCLUDED.radius_m,
                retired_at = NULL
            WHERE (p.name, p.level, p.address, p.lat, p.lon, p.radius_m, p.retired_at)
                IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.level, EXCLUDED.address,
                    EXCLUDED.lat, EXCLUDED.lon, EXCLUDED.radius_m, NULL::timestamptz)
            RETURNING p.id, xmax = 0 AS is_new
            """,
            [ids.new() for _ in places],
            [place.kind for place in places],
            [place.source_key for place in places],
            [place.name for place in places],
            [place.level for place in places],
            [place.address for place in places],
            [place.lat for place in places],
            [place.lon for place in places],
            [place.radius_m for place in places],
            DWELL_S,
            clock.now(),
        )
        await _renew_fences_of([row["id"] for row in rows if not row["is_new"]])
        await audit.record(actor, "commute.places.import", clock=clock, ids=ids)
        added = sum(row["is_new"] for row in rows)
        return PlacesImported(added, len(rows) - added, len(places) - len(rows))


async def _known() -> list[KnownPlace]:
    """The public places on the map; the lock keeps two imports from adding the same one."""
    await sql.fetch("SELECT pg_advisory_xact_lock(hashtext('commute.import_places'))")
    rows = await sql.fetch(
        """
        SELECT source_key, kind, level, name, lat, lon FROM commute.places
        WHERE source_key IS NOT NULL
        """
    )
    return [
        KnownPlace(
            source_key=row["source_key"],
            kind=PlaceKind(row["kind"]),
            level=row["level"],
            name=row["name"],
            point=LatLon(row["lat"], row["lon"]),
        )
        for row in rows
    ]


async def _renew_fences_of(place_ids: list[object]) -> None:
    await sql.execute(
        """
        UPDATE commute.tracks SET fences_version = fences_version + 1
        WHERE child_id IN (SELECT child_id FROM commute.watched_places
                           WHERE place_id = ANY($1::uuid[]) AND until IS NULL)
        """,
        place_ids,
    )
