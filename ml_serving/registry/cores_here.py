"""How many cores this process may keep busy."""

import os
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores_here(quota: Path = _QUOTA) -> int:
    """Those it may run on, or fewer where its container has a share of them (cgroup v2,
    `cpu.max`): a pod of two cores on a node of sixty-four has two."""
    allowed = len(os.sched_getaffinity(0))
    try:
        most, period = quota.read_text().split()
        return max(1, min(allowed, int(most) // int(period)))
    except (OSError, ValueError):
        return allowed
