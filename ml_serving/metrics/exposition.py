"""All families together, gathered when somebody looks: a request pays only for its own sums."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ml_serving.host import ModelHost
from ml_serving.metrics.family import Family, written
from ml_serving.metrics.machine import Ticks, busy_percent, disk_gb, memory_mb, ticks
from ml_serving.metrics.ours import our_families
from ml_serving.metrics.tally import Tally
from ml_serving.metrics.torchserve import host_families, request_families, version_families


class Exposition:
    """Callable: the text of the families that are named. `statuses` are the listeners' own counts,
    `folder` lies on the disk that is told of."""

    def __init__(
        self,
        host: ModelHost,
        tally: Tally,
        *,
        hostname: str,
        folder: Path,
        statuses: Sequence[Counter[int]],
    ) -> None:
        self._host = host
        self._tally = tally
        self._hostname = hostname
        self._folder = folder
        self._statuses = statuses
        self._before: Ticks | None = ticks()

    def __call__(self, names: frozenset[str]) -> bytes:
        return written(self._families(), names)

    def _families(self) -> Iterable[Family]:
        versions = self._host.describe()
        found = [self._host.drift(each.name, each.version) for each in versions]
        drifts = [each for each in found if each is not None]
        statuses = sum(self._statuses, Counter[int]())
        yield from request_families(statuses, self._hostname)
        yield from version_families(versions, self._tally, self._hostname)
        yield from host_families(self._tally, self._hostname, self._machine())
        yield from our_families(versions, drifts, self._tally)

    def _machine(self) -> dict[str, tuple[str, float]]:
        """By TorchServe's names. How busy: since somebody looked last."""
        before, self._before = self._before, ticks()
        used, free = disk_gb(self._folder)
        numbers = {
            "CPUUtilization": ("Percent", busy_percent(before, self._before)),
            "DiskUsage": ("Gigabytes", used),
            "DiskAvailable": ("Gigabytes", free),
            "DiskUtilization": ("Percent", 100 * used / (used + free)),
        }
        memory = memory_mb()
        if memory is not None:
            numbers["MemoryUsed"] = ("Megabytes", memory[0])
            numbers["MemoryAvailable"] = ("Megabytes", memory[1])
            numbers["MemoryUtilization"] = ("Percent", 100 * memory[0] / sum(memory))
        return numbers
