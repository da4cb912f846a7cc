"""All places of a running house, read at one moment."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from infra.canaries.house import House
from infra.canaries.read_database import read_database, read_statistics, settle
from infra.canaries.read_rest import (
    read_files,
    read_metrics,
    read_outside,
    read_pages,
    read_valkey,
)
from infra.canaries.search import Blob

CITY, KEYS = "database", "key store"
KEYS_DATABASE = "osan_keys"


@dataclass(frozen=True, slots=True)
class Everything:
    """`within` is the house's own; `outside` it has no say."""

    within: list[Blob]
    outside: list[Blob]

    @property
    def sizes(self) -> dict[str, tuple[int, int]]:
        """Places and bytes by room."""
        places = Counter(room for room, _ in {(blob.room, blob.place) for blob in self.within})
        size: Counter[str] = Counter()
        for blob in self.within:
            size[blob.room] += len(blob.body)
        return {room: (places[room], size[room]) for room in sorted(places)}


async def look_everywhere(house: House) -> Everything:
    """Both databases row by row, Valkey, metrics, and every file but PostgreSQL's own."""
    within = await read_database(house.postgres.url, CITY)
    within += await read_database(house.postgres.url_of(KEYS_DATABASE), KEYS)
    within += read_valkey(house.settings.valkey.url)
    within += read_metrics(house)
    within += read_files(house.home, "files and logs")
    return Everything(within, read_outside(house))


async def look_beneath(house: House) -> list[Blob]:
    """PostgreSQL's pages, log and samples, where rows outlive their deletion for a while."""
    blobs = list(_pages(house))
    blobs += await read_statistics(house.postgres.url, "PostgreSQL's samples")
    return blobs


async def let_the_dust_settle(house: House) -> None:
    """What autovacuum and a checkpoint do in their time."""
    for name in ("osan", KEYS_DATABASE):
        await settle(house.postgres.url_of(name))


def _pages(house: House) -> Iterator[Blob]:
    return read_pages(house.postgres.data)
