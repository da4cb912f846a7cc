"""The same school under another key: one file has national ids, another only names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domains.commute.import_schools.read_row import ImportedPlace
from domains.commute.vocabulary import PlaceKind
from domains.kernel.geo import LatLon, distance_m

SAME_PLACE_M = 1_000.0
"""Sources put a school's point at its gate, its middle or the far end of its yard; two schools
of one name and level are in different cities."""


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place already on the map."""

    source_key: str
    kind: PlaceKind
    level: str | None
    name: str
    point: LatLon


def recognise_places(
    places: Sequence[ImportedPlace], known: Iterable[KnownPlace]
) -> tuple[ImportedPlace, ...]:
    """The places, those already on the map under the key that they have there."""
    by_name: dict[tuple[str, str, str], list[KnownPlace]] = defaultdict(list)
    for one in known:
        by_name[_identity(one)].append(one)
    return tuple(_recognise(place, by_name[_identity(place)]) for place in places)


def _recognise(place: ImportedPlace, namesakes: list[KnownPlace]) -> ImportedPlace:
    if any(one.source_key == place.source_key for one in namesakes):
        return place
    here = LatLon(place.lat, place.lon)
    near = [one for one in namesakes if distance_m(one.point, here) <= SAME_PLACE_M]
    return replace(place, source_key=near[0].source_key) if len(near) == 1 else place


def _identity(place: ImportedPlace | KnownPlace) -> tuple[str, str, str]:
    return place.kind, place.level or "", "".join(place.name.split())
