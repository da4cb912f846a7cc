"""One `up` at a time for one state folder. The kernel forgets the lock when its holder dies."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PATIENCE_S = 40.0
_BENEFIT_OF_DOUBT_S = 1.5
"""A holder whose own parent was just killed needs a moment to say that it stops."""


class AlreadyRunningError(Exception):
    """Another `up` holds the state folder."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        super().__init__(f"Osan Talk already runs (pid {pid})")


class Turn:
    """Our turn at the state folder; tells others whether we are about to leave."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def say(self, state: str) -> None:
        self._file.seek(0)
        self._file.truncate()
        json.dump({"pid": os.getpid(), "state": state}, self._file)
        self._file.flush()


@contextmanager
def our_turn(state_dir: Path) -> Iterator[Turn]:
    """Hold the folder; waits for a holder that is stopping. Raises AlreadyRunningError."""
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / "up.lock").open("a+") as file:
        began = time.monotonic()
        while not _locked(file):
            pid, state = _holder(file)
            patience = _PATIENCE_S if state == "stopping" else _BENEFIT_OF_DOUBT_S
            if time.monotonic() - began > patience:
                raise AlreadyRunningError(pid)
            time.sleep(0.05)
        turn = Turn(file)
        turn.say("running")
        yield turn


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: IO[str]) -> tuple[int, str]:
    file.seek(0)
    try:
        note = json.loads(file.read())
        return int(note["pid"]), str(note["state"])
    except (ValueError, KeyError, TypeError):
        return 0, "starting"
