"""Which places a child's crossings are told of: the school first, then what a guardian adds."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute.access import NotYours, may_change_places
from domains.commute.models import Place, WatchedPlace
from domains.commute.vocabulary import PlaceKind
from domains.kernel import audit, personal, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids

MOST_PLACES = 20
"""Own places a child may have; more is not a commute."""


@dataclass(frozen=True, slots=True)
class Watching:
    """Crossings of this place are told from now on."""

    place_id: UUID


@dataclass(frozen=True, slots=True)
class NoSuchPlace:
    """No public place, and none of this family's, has this id."""


@dataclass(frozen=True, slots=True)
class TooManyPlaces:
    """The family watches as many places as it may; let one go first."""

    limit: int


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A family's own place; `radius_m` in metres, `dwell_s` seconds inside before believed."""

    name: str
    kind: PlaceKind
    point: LatLon
    radius_m: float
    dwell_s: int = 60


async def watch_place(
    actor: Actor, *, child_id: UUID, place_id: UUID, is_school: bool, clock: Clock, ids: Ids
) -> Watching | NoSuchPlace | TooManyPlaces | NotYours:
    """Tell of a place that stands on the map already."""
    async with in_transaction():
        if not await may_change_places(actor, child_id, clock=clock):
            return NotYours()
        place = await Place.get_or_none(id=place_id, retired_at=None)
        if place is None or place.owner_id not in (None, child_id):
            return NoSuchPlace()
        if await _is_full(child_id, besides=place.id):
            return TooManyPlaces(MOST_PLACES)
        return await _watch(actor, child_id, place, is_school=is_school, clock=clock, ids=ids)


async def add_place(
    actor: Actor, *, child_id: UUID, place: NewPlace, clock: Clock, ids: Ids
) -> Watching | TooManyPlaces | NotYours:
    """Put a family's own place on the child's map and tell of it."""
    own_name = await personal.seal(child_id, place.name)
    async with in_transaction():
        if not await may_change_places(actor, child_id, clock=clock):
            return NotYours()
        if await _is_full(child_id):
            return TooManyPlaces(MOST_PLACES)
        row = await Place.create(
            id=ids.new(),
            kind=place.kind,
            own_name=own_name,
            lat=place.point.lat,
            lon=place.point.lon,
            radius_m=place.radius_m,
            dwell_s=place.dwell_s,
            owner_id=child_id,
            created_at=clock.now(),
        )
        return await _watch(actor, child_id, row, is_school=False, clock=clock, ids=ids)


async def unwatch_place(
    actor: Actor, *, child_id: UUID, place_id: UUID, clock: Clock, ids: Ids
) -> Watching | NotYours | NoSuchPlace:
    """Tell no more of a place."""
    async with in_transaction():
        if not await may_change_places(actor, child_id, clock=clock):
            return NotYours()
        ended = await WatchedPlace.filter(child_id=child_id, place_id=place_id, until=None).update(
            until=clock.now()
        )
        if not ended:
            return NoSuchPlace()
        await renew_fences(child_id, clock=clock)
        await audit.record(
            actor,
            "commute.place.unwatch",
            subject_id=child_id,
            reference=place_id,
            clock=clock,
            ids=ids,
        )
        return Watching(place_id)


async def _watch(
    actor: Actor, child_id: UUID, place: Place, *, is_school: bool, clock: Clock, ids: Ids
) -> Watching:
    await sql.execute(
        """
        INSERT INTO commute.watched_places (id, child_id, place_id, is_school, since)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (child_id, place_id) WHERE until IS NULL
            DO UPDATE SET is_school = EXCLUDED.is_school
        """,
        ids.new(),
        child_id,
        place.id,
        is_school,
        clock.now(),
    )
    await renew_fences(child_id, clock=clock)
    await audit.record(
        actor, "commute.place.watch", subject_id=child_id, reference=place.id, clock=clock, ids=ids
    )
    return Watching(place.id)


async def _is_full(child_id: UUID, *, besides: UUID | None = None) -> bool:
    """Whether a place more would be one too many; serialised, so that two cannot both fit."""
    await sql.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", f"places/{child_id}")
    held = WatchedPlace.filter(child_id=child_id, until=None)
    if besides is not None:
        held = held.exclude(place_id=besides)
    return await held.count() >= MOST_PLACES


async def renew_fences(child_id: UUID, *, clock: Clock) -> None:
    """Let every process build this child's fences anew with the next position."""
    await sql.execute(
        """
        UPDATE commute.tracks SET fences_version = fences_version + 1, updated_at = $2
        WHERE child_id = $1
        """,
        child_id,
        clock.now(),
    )
