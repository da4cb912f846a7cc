"""What the kernel knows of a worker's process."""

import resource
from pathlib import Path

_PAGE = resource.getpagesize()


def memory_bytes(pid: int) -> int:
    """Resident memory; 0 where there is no such process."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def started(pid: int) -> float:
    """Seconds since 1970; 0 where there is no such process."""
    try:
        return Path(f"/proc/{pid}").stat().st_ctime
    except OSError:
        return 0.0
