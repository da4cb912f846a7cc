"""Reading the file that an operator named."""

from pathlib import Path

from domains.commute.public import ImportReading, RefusedFile, read_school_file


def run(path: Path) -> ImportReading | RefusedFile:
    """What the file says. Raises OSError when it cannot be opened."""
    return read_school_file(path.read_bytes())
