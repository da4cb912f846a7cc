"""CSV records, read so that one broken quotation mark costs one line and not the rest."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_RECORD_LINES = 8
"""How many lines a quoted cell may span before its opening mark counts as a typing error."""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of a record and the line it begins on; no cells when it cannot be read."""

    line: int
    cells: tuple[str, ...] | None


def read_records(text: str) -> Iterator[Record]:
    """The records of comma- or tab-separated text, empty ones left out."""
    lines = [line.rstrip("\n") for line in io.StringIO(text, newline=None)]
    delimiter = _delimiter_of(lines[0])
    at = widest = 0
    while at < len(lines):
        cells, span = _record_at(lines, at, delimiter=delimiter, width=widest)
        widest = max(widest, len(cells or ()))
        if cells is None or any(cell.strip() for cell in cells):
            yield Record(at + 1, cells)
        at += span


def _delimiter_of(first_line: str) -> str:
    return "\t" if "\t" in first_line and "," not in first_line else ","


def _record_at(
    lines: list[str], at: int, *, delimiter: str, width: int
) -> tuple[tuple[str, ...] | None, int]:
    """The record that begins at a line, and how many lines it spans.

    Only a complete record may span several: half of one that swallowed its neighbours is a
    quotation mark somebody forgot.
    """
    alone = _parse(lines[at], delimiter)
    if alone is not None:
        return alone, 1
    for span in range(2, min(LONGEST_RECORD_LINES, len(lines) - at) + 1):
        joined = _parse("\n".join(lines[at : at + span]), delimiter)
        if joined is not None and len(joined) >= width:
            return joined, span
    return None, 1


def _parse(record: str, delimiter: str) -> tuple[str, ...] | None:
    try:
        rows = list(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    if len(rows) > 1:
        return None
    return tuple(rows[0]) if rows else ()
