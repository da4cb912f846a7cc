"""Which column is which: the national standard's headers and the names seen in the wild."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domains.commute.vocabulary import PlaceKind


class Field(StrEnum):
    """What an importer needs to know of a place."""

    SOURCE_ID = "source_id"
    NAME = "name"
    LEVEL = "level"
    STATUS = "status"
    ROAD_ADDRESS = "road_address"
    LOT_ADDRESS = "lot_address"
    AUTHORITY = "authority"
    LAT = "lat"
    LON = "lon"
    DATA_DATE = "data_date"


HEADERS: dict[str, Field] = {
    "학교id": Field.SOURCE_ID,
    "학교명": Field.NAME,
    "대상시설명": Field.NAME,
    "시설명": Field.NAME,
    "학교급구분": Field.LEVEL,
    "학교급": Field.LEVEL,
    "학교구분": Field.LEVEL,
    "시설종류": Field.LEVEL,
    "운영상태": Field.STATUS,
    "소재지도로명주소": Field.ROAD_ADDRESS,
    "도로명주소": Field.ROAD_ADDRESS,
    "소재지지번주소": Field.LOT_ADDRESS,
    "지번주소": Field.LOT_ADDRESS,
    "교육지원청명": Field.AUTHORITY,
    "관리기관명": Field.AUTHORITY,
    "위도": Field.LAT,
    "학교위치_위도": Field.LAT,
    "경도": Field.LON,
    "학교위치_경도": Field.LON,
    "데이터기준일자": Field.DATA_DATE,
    "데이터기준일": Field.DATA_DATE,
}

ZONE_HEADERS = frozenset({"대상시설명", "시설종류"})
REQUIRED = frozenset({Field.NAME, Field.LEVEL, Field.LAT, Field.LON})


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row, and what kind of place the rows describe."""

    kind: PlaceKind
    position: Mapping[Field, int]
    width: int

    def value(self, row: Sequence[str], field: Field) -> str:
        """The cell of `field`, trimmed; empty when the file has no such column."""
        at = self.position.get(field)
        return row[at].strip() if at is not None and at < len(row) else ""


def recognise_columns(header: Sequence[str]) -> Columns | None:
    """The columns of a header line; None when a needed one is missing."""
    names = [_canonical(cell) for cell in header]
    position: dict[Field, int] = {}
    for at, name in enumerate(names):
        field = HEADERS.get(name)
        if field is not None:
            position.setdefault(field, at)
    if not position.keys() >= REQUIRED:
        return None
    kind = PlaceKind.CHILD_ZONE if ZONE_HEADERS & set(names) else PlaceKind.SCHOOL
    return Columns(kind, position, len(header))


def _canonical(cell: str) -> str:
    """Header text as compared: composed Hangul, no spaces, quotes or byte order mark."""
    composed = unicodedata.normalize("NFC", cell)
    return "".join(composed.split()).strip("\ufeff\"'").lower()
