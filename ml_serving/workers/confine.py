"""What a worker does to itself before it opens a stranger's archive."""

import os
import resource
from pathlib import Path

from ml_serving.workers.prctl import die_with_parent

_KILLED_FIRST = "800"
"""Of 1000: the kernel, out of memory, takes a worker and not the server."""


def confine(*, parent: int, memory_bytes: int | None) -> None:
    """Die with the parent, write no core (it would hold what people asked), stay within
    `memory_bytes` of private memory, and leave the terminal's Ctrl-C to the server, which drains.

    Raises ConnectionError where the parent is gone already.
    """
    die_with_parent()
    if os.getppid() != parent:
        raise ConnectionError("the host is gone")
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    Path("/proc/self/oom_score_adj").write_text(_KILLED_FIRST)
