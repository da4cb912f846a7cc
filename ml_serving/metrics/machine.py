"""How busy the machine is, from `/proc`; nothing where there is none."""

import shutil
from dataclasses import dataclass
from pathlib import Path

MB, GB = 1024 * 1024, 1024**3
STAT, MEMINFO = Path("/proc/stat"), Path("/proc/meminfo")


@dataclass(frozen=True, slots=True)
class Ticks:
    """Clock ticks of all processors since boot."""

    idle: int
    total: int


def ticks() -> Ticks | None:
    """None where the kernel tells nothing."""
    try:
        numbers = [int(word) for word in STAT.read_text().split("\n", 1)[0].split()[1:]]
    except OSError:
        return None
    return Ticks(idle=numbers[3] + numbers[4], total=sum(numbers[:8]))


def busy_percent(before: Ticks | None, after: Ticks | None) -> float:
    """Of all processors together, between two looks."""
    if before is None or after is None or after.total <= before.total:
        return 0.0
    return 100.0 * (1 - (after.idle - before.idle) / (after.total - before.total))


def memory_mb() -> tuple[float, float] | None:
    """Used and available."""
    try:
        lines = MEMINFO.read_text().splitlines()
    except OSError:
        return None
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 / MB for line in lines}
    return sizes["MemTotal"] - sizes["MemAvailable"], sizes["MemAvailable"]


def disk_gb(folder: Path) -> tuple[float, float]:
    """Used and available, of the disk that the folder lies on."""
    usage = shutil.disk_usage(folder)
    return usage.used / GB, usage.free / GB
