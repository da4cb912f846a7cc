"""One row of a standard file: a place, or the reason why not."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domains.commute.import_schools.columns import Columns, Field
from domains.commute.import_schools.read_coordinates import read_coordinates
from domains.commute.import_schools.read_levels import (
    LEVELS,
    OPEN_STATES,
    SHUT_STATES,
    default_radius_m,
)
from domains.commute.import_schools.refusals import RefusedRow, RowFault
from domains.commute.import_schools.source_key import source_key
from domains.commute.school_calendar import SchoolLevel
from domains.commute.vocabulary import PlaceKind
from domains.kernel.geo import LatLon
from domains.kernel.resident_numbers import holds_resident_number

LONGEST_NAME = 120
LONGEST_ADDRESS = 200
REPLACEMENT = "\ufffd"
DATE_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%Y.%m.%d", "%Y/%m/%d")


@dataclass(frozen=True, slots=True)
class ImportedPlace:
    """A school or child protection zone as a standard file states it.

    `source_key` names the same place in every edition of the file, so that importing again
    updates instead of adding. `radius_m` is only a default.
    """

    kind: PlaceKind
    source_key: str
    name: str
    level: SchoolLevel
    lat: float
    lon: float
    radius_m: float
    address: str
    authority: str
    data_as_of: date | None
    line: int


def read_row(row: Sequence[str], *, columns: Columns, line: int) -> ImportedPlace | RefusedRow:
    """Read one line of cells."""
    name = _tidy(columns.value(row, Field.NAME))
    if holds_resident_number(row):
        return RefusedRow(line, RowFault.RESIDENT_NUMBER)
    fault = _fault_of_form(row, columns) or _fault_of_name(name)
    if fault is not None:
        return RefusedRow(line, fault, name[:LONGEST_NAME])
    return _read_values(row, columns=columns, line=line, name=name)


def _read_values(
    row: Sequence[str], *, columns: Columns, line: int, name: str
) -> ImportedPlace | RefusedRow:
    level = LEVELS.get(columns.value(row, Field.LEVEL))
    if level is None:
        return RefusedRow(line, RowFault.UNKNOWN_LEVEL, name, columns.value(row, Field.LEVEL)[:40])
    status_fault = _fault_of_status(columns.value(row, Field.STATUS))
    if status_fault is not None:
        return RefusedRow(line, status_fault, name, columns.value(row, Field.STATUS)[:40])
    point = read_coordinates(columns.value(row, Field.LAT), columns.value(row, Field.LON))
    if isinstance(point, RowFault):
        return RefusedRow(line, point, name, _coordinates(row, columns))
    as_of = _read_date(columns.value(row, Field.DATA_DATE))
    if isinstance(as_of, RowFault):
        return RefusedRow(line, as_of, name, columns.value(row, Field.DATA_DATE)[:40])
    return _place(row, columns=columns, line=line, name=name, level=level, point=point, as_of=as_of)


def _place(
    row: Sequence[str],
    *,
    columns: Columns,
    line: int,
    name: str,
    level: SchoolLevel,
    point: LatLon,
    as_of: date | None,
) -> ImportedPlace:
    road = _tidy(columns.value(row, Field.ROAD_ADDRESS))
    lot = _tidy(columns.value(row, Field.LOT_ADDRESS))
    authority = _tidy(columns.value(row, Field.AUTHORITY))
    return ImportedPlace(
        kind=columns.kind,
        source_key=source_key(
            kind=columns.kind,
            level=level,
            name=name,
            national_id=columns.value(row, Field.SOURCE_ID),
            whereabouts=road or lot or authority,
        ),
        name=name,
        level=level,
        lat=point.lat,
        lon=point.lon,
        radius_m=default_radius_m(columns.kind, level),
        address=(road or lot)[:LONGEST_ADDRESS],
        authority=authority[:LONGEST_NAME],
        data_as_of=as_of,
        line=line,
    )


def _fault_of_form(row: Sequence[str], columns: Columns) -> RowFault | None:
    if len(row) < columns.width:
        return RowFault.MISSING_CELLS
    if any(cell.strip() for cell in row[columns.width :]):
        return RowFault.EXTRA_CELLS
    if any(REPLACEMENT in cell for cell in row):
        return RowFault.BROKEN_TEXT
    return None


def _fault_of_name(name: str) -> RowFault | None:
    if not name:
        return RowFault.MISSING_NAME
    return RowFault.NAME_TOO_LONG if len(name) > LONGEST_NAME else None


def _fault_of_status(status: str) -> RowFault | None:
    if status in OPEN_STATES:
        return None
    return RowFault.CLOSED_SCHOOL if status in SHUT_STATES else RowFault.UNKNOWN_STATUS


def _read_date(cell: str) -> date | RowFault | None:
    if not cell:
        return None
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007  # a calendar day, no clock
        except ValueError:
            continue
    return RowFault.BAD_DATE


def _coordinates(row: Sequence[str], columns: Columns) -> str:
    cells = f"{columns.value(row, Field.LAT)[:30]}, {columns.value(row, Field.LON)[:30]}"
    return cells.strip(", ")


def _tidy(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())
