"""CPU seconds, user and system, as the kernel counts them for each process."""

from collections.abc import Mapping
from contextlib import suppress

import psutil

from infra.benchmarks.figures import Seconds


def cpu_s(pid: int) -> Seconds:
    """Of a process, its living descendants, and those descendants that ended."""
    root = psutil.Process(pid)
    spent = 0.0
    for process in (root, *root.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            spent += times.user + times.system + times.children_user + times.children_system
    return spent


class CpuMeter:
    """CPU of named processes since it was made."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        self._pids = dict(pids)
        self._began = {name: cpu_s(pid) for name, pid in self._pids.items()}

    def spent(self) -> dict[str, Seconds]:
        return {name: cpu_s(pid) - self._began[name] for name, pid in self._pids.items()}
