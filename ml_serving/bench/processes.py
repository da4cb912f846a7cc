"""What the kernel says of a process and its descendants (Linux: `/proc`, see proc(5))."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_STATE, _PARENT, _CPU, _RESIDENT = 0, 1, slice(11, 15), 21
"""Fields after the name in `/proc/PID/stat`; CPU is user, system, and both of reaped children."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """Of a process and all that descend from it."""

    processes: int
    resident_bytes: int
    descriptors: int


def cpu_s(pid: int) -> float:
    """User and system, of the process, its living descendants, and those that ended."""
    spent = (sum(map(int, stat[_CPU])) for _, stat in family(pid))
    return sum(spent) / _TICKS


def footprint(pid: int) -> Footprint:
    members = list(family(pid))
    resident = sum(int(stat[_RESIDENT]) for _, stat in members) * _PAGE
    return Footprint(len(members), resident, sum(_descriptors(each) for each, _ in members))


def resident_by_member(pid: int) -> dict[int, int]:
    """Bytes by pid. Pages that members share count for each of them."""
    return {each: int(stat[_RESIDENT]) * _PAGE for each, stat in family(pid)}


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def family(pid: int) -> Iterator[tuple[int, list[str]]]:
    """Every member with its `stat`; who ends meanwhile is left out, and so are the dead."""
    stats = dict(_stats())
    below: dict[int, list[int]] = defaultdict(list)
    for each, stat in stats.items():
        below[int(stat[_PARENT])].append(each)
    waiting = [pid]
    while waiting:
        member = waiting.pop(0)
        waiting += below[member]
        if member in stats and stats[member][_STATE] != "Z":
            yield member, stats[member]


def _stats() -> Iterator[tuple[int, list[str]]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_text()
            except OSError:
                continue
            yield int(entry.name), text.rpartition(")")[2].split()


def _descriptors(pid: int) -> int:
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0
