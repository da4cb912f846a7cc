"""Which firmware is old: older than the newest that any device of its model runs. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_NUMBERS = re.compile(r"\d+")


class Build(NamedTuple):
    """What a device says it runs."""

    model: str
    firmware: str


def outdated(builds: Iterable[Build]) -> list[Build]:
    """Those for which a newer one is in use. What bears no number is older than nothing: nobody is
    told to renew what cannot be compared."""
    every = set(builds)
    newest: dict[str, tuple[int, ...]] = {}
    for build in every:
        newest[build.model] = max(newest.get(build.model, ()), _version(build.firmware))
    return sorted(build for build in every if () < _version(build.firmware) < newest[build.model])


def _version(firmware: str) -> tuple[int, ...]:
    """`2.10.1` is newer than `v2.9`."""
    return tuple(int(number) for number in _NUMBERS.findall(firmware))
