"""Reading the file that an operator named."""

from pathlib import Path

from domains.commute.import_schools import ImportReading, RefusedFile, read_rows


def run(path: Path) -> ImportReading | RefusedFile:
    """What the file says. Raises OSError when it cannot be opened."""
    return read_rows(path.read_bytes())
