"""Why a row is not imported, and what the person with the spreadsheet can do."""

from dataclasses import dataclass
from enum import StrEnum


class RowFault(StrEnum):
    """Reason codes of the report; scripts may branch on them, so they are never renamed."""

    UNREADABLE = "unreadable"
    MISSING_CELLS = "missing_cells"
    EXTRA_CELLS = "extra_cells"
    BROKEN_TEXT = "broken_text"
    RESIDENT_NUMBER = "resident_number"
    MISSING_NAME = "missing_name"
    NAME_TOO_LONG = "name_too_long"
    UNKNOWN_LEVEL = "unknown_level"
    CLOSED_SCHOOL = "closed_school"
    UNKNOWN_STATUS = "unknown_status"
    MISSING_COORDINATES = "missing_coordinates"
    BAD_COORDINATES = "bad_coordinates"
    SWAPPED_COORDINATES = "swapped_coordinates"
    PROJECTED_COORDINATES = "projected_coordinates"
    OUTSIDE_KOREA = "outside_korea"
    BAD_DATE = "bad_date"
    DUPLICATE = "duplicate"
    CONFLICTING_DUPLICATE = "conflicting_duplicate"


REMEDIES: dict[RowFault, str] = {
    RowFault.UNREADABLE: "the CSV of this line is broken: check its quotation marks",
    RowFault.MISSING_CELLS: "fewer cells than columns: is a line break inside a cell unquoted?",
    RowFault.EXTRA_CELLS: "more cells than columns: is a comma inside a cell unquoted?",
    RowFault.BROKEN_TEXT: "the text was broken before this file was saved: take the original",
    RowFault.RESIDENT_NUMBER: "it looks like a resident registration number: remove it",
    RowFault.MISSING_NAME: "write the name of the school or facility",
    RowFault.NAME_TOO_LONG: "names have at most 120 characters",
    RowFault.UNKNOWN_LEVEL: "write 초등학교, 중학교, 고등학교, 특수학교, 유치원 or 어린이집",
    RowFault.CLOSED_SCHOOL: "closed or suspended: nothing to do",
    RowFault.UNKNOWN_STATUS: "운영상태 is 운영, 폐교 or 휴교",
    RowFault.MISSING_COORDINATES: "fill in 위도 and 경도 (WGS84 degrees)",
    RowFault.BAD_COORDINATES: "write plain decimal degrees such as 37.1503",
    RowFault.SWAPPED_COORDINATES: "위도 (about 37) and 경도 (about 127) are swapped: exchange",
    RowFault.PROJECTED_COORDINATES: "these are metres of a projection: convert to WGS84 degrees",
    RowFault.OUTSIDE_KOREA: "the point is not in Korea: check the digits",
    RowFault.BAD_DATE: "write the date as 2026-03-01",
    RowFault.DUPLICATE: "the same place stands in an earlier line: nothing to do",
    RowFault.CONFLICTING_DUPLICATE: "an earlier line has this place elsewhere: keep the right one",
}


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row left out. `line` counts from 1 as an editor does; `detail` never repeats a secret."""

    line: int
    fault: RowFault
    name: str = ""
    detail: str = ""

    @property
    def remedy(self) -> str:
        return REMEDIES[self.fault]
