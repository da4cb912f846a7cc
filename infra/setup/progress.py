"""Telling a waiting person what happens, before any library that could do it prettily is there."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@contextmanager
def step(what: str) -> Iterator[None]:
    """Announce `what`, then how long it took; nothing is added when it fails."""
    began = time.monotonic()
    say(f"  … {what}")
    yield
    say(f"  ✓ {what}: {time.monotonic() - began:.1f} s")
