"""Every refused row as a CSV that opens in a spreadsheet."""

import csv
import io
from pathlib import Path

from domains.commute.public import ImportReading

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_report(reading: ImportReading, path: Path) -> None:
    """Write line, reason, name, what was found and what to do. Raises OSError."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(["line", "reason", "name", "found", "what_to_do"])
    for row in reading.refused:
        cells = [row.fault, row.name, row.detail, row.remedy]
        writer.writerow([row.line, *(_harmless(cell) for cell in cells)])
    path.write_bytes(sheet.getvalue().encode("utf-8-sig"))


def _harmless(cell: str) -> str:
    """Text that a spreadsheet will not run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
