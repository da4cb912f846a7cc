"""A whole standard file: the places it holds and the rows it does not."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from domains.commute.import_schools.columns import Columns, recognise_columns
from domains.commute.import_schools.decode_file import (
    DecodedText,
    FileFault,
    RefusedFile,
    decode_file,
)
from domains.commute.import_schools.read_records import Record, read_records
from domains.commute.import_schools.read_row import ImportedPlace, read_row
from domains.commute.import_schools.refusals import RefusedRow, RowFault
from domains.commute.vocabulary import PlaceKind

TITLE_LINES = 5
"""Some offices put a title and a date above the header."""


@dataclass(frozen=True, slots=True)
class ImportReading:
    """What a file said: each data row is either a place or a refusal."""

    kind: PlaceKind
    encoding: str
    places: tuple[ImportedPlace, ...]
    refused: tuple[RefusedRow, ...]

    @property
    def rows(self) -> int:
        return len(self.places) + len(self.refused)

    @property
    def refusals_by_fault(self) -> Mapping[RowFault, int]:
        return Counter(row.fault for row in self.refused)


def read_rows(data: bytes) -> ImportReading | RefusedFile:
    """Read a file of schools or child protection zones from its bytes."""
    match decode_file(data):
        case DecodedText() as decoded:
            return _read_text(decoded)
        case RefusedFile() as refused:
            return refused


def _read_text(decoded: DecodedText) -> ImportReading | RefusedFile:
    records = read_records(decoded.text)
    columns = _find_header(records)
    if columns is None:
        return RefusedFile(
            FileFault.UNKNOWN_COLUMNS,
            "no header line with a name (학교명 or 대상시설명), a level (학교급구분 or 시설종류), "
            "위도 and 경도: is this the national standard file?",
        )
    gathering = _Gathering()
    for record in records:
        gathering.take(record, columns=columns)
    return ImportReading(
        columns.kind, decoded.encoding, tuple(gathering.places.values()), tuple(gathering.refused)
    )


def _find_header(records: Iterator[Record]) -> Columns | None:
    for record in islice(records, 1 + TITLE_LINES):
        columns = recognise_columns(record.cells or ())
        if columns is not None:
            return columns
    return None


class _Gathering:
    """The rows taken so far; the first of several with one key stands."""

    def __init__(self) -> None:
        self.places: dict[str, ImportedPlace] = {}
        self.refused: list[RefusedRow] = []

    def take(self, record: Record, *, columns: Columns) -> None:
        if record.cells is None:
            self.refused.append(RefusedRow(record.line, RowFault.UNREADABLE))
            return
        match read_row(record.cells, columns=columns, line=record.line):
            case ImportedPlace() as place:
                self._add(place)
            case RefusedRow() as refused:
                self.refused.append(refused)

    def _add(self, place: ImportedPlace) -> None:
        first = self.places.setdefault(place.source_key, place)
        if first is place:
            return
        same_spot = (first.lat, first.lon) == (place.lat, place.lon)
        fault = RowFault.DUPLICATE if same_spot else RowFault.CONFLICTING_DUPLICATE
        self.refused.append(RefusedRow(place.line, fault, place.name, f"line {first.line}"))
