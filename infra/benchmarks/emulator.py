"""The push emulator's own word: when which push reached which phone."""

import time
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from urllib.request import urlopen

import orjson

PAGE = 5_000
PATIENCE_S = 60.0


class Emulator:
    """Reads the log of the emulator at `address`."""

    def __init__(self, address: str) -> None:
        self._address = address

    def pushes(self) -> Mapping[str, list[float]]:
        """By phone, the moments (Unix seconds) at which it accepted a push."""
        found: dict[str, list[float]] = defaultdict(list)
        since = 0
        while entries := (page := self._ask(f"/control/log?since={since}&limit={PAGE}"))["entries"]:
            assert since > 0 or page["oldest_held"] <= 1, "the emulator's log was cut"
            for entry in entries:
                if entry["outcome"] == "ACCEPTED":
                    found[entry["token"]].append(entry["at"])
            since = page["next"]
        return found

    def await_pushes(self, expected: Mapping[str, int]) -> Mapping[str, list[float]]:
        """Wait until each phone has as many as expected. Raises AssertionError for missing ones."""
        give_up = time.monotonic() + PATIENCE_S
        while missing := _missing(expected, pushes := self.pushes()):
            assert time.monotonic() < give_up, f"{len(missing)} phones wait for pushes: {missing}"
            time.sleep(0.2)
        return pushes

    def _ask(self, path: str) -> Any:
        with urlopen(f"{self._address}{path}") as answer:
            return orjson.loads(answer.read())


def _missing(expected: Mapping[str, int], pushes: Mapping[str, list[float]]) -> Collection[str]:
    return [token for token, count in expected.items() if len(pushes.get(token, ())) < count]
