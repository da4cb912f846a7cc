"""How many connections this process has descriptors for.

Each takes one, and so do workers and their archives: strangers who connect must not keep a worker
from being born, or the operator from being heard.
"""

import resource

KEPT_BACK = 256
"""For workers, archives, the other two listeners and whatever libraries open."""
FEWEST = 16


def connections_within(wanted: int) -> int:
    """As many as were wanted, or as there is room for once this process may open as many files as
    the system lets it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + KEPT_BACK
    if hard == resource.RLIM_INFINITY or hard >= needed:
        _raise_to(needed, hard)
        return wanted
    _raise_to(hard, hard)
    return max(FEWEST, hard - KEPT_BACK)


def _raise_to(files: int, hard: int) -> None:
    """Never lower than it is."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
