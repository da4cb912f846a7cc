"""A part of the running house: something to start, to ask whether it lives, and to stop."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol
from urllib.error import URLError
from urllib.request import urlopen

from infra.embedded.child import end, spawn
from infra.embedded.leftover import remember, stop_leftover

_LARGEST_LOG = 10_000_000
"""Bytes; a longer log is set aside when its part starts."""


class Part(Protocol):
    """What the keeper keeps: the embedded servers are parts, and so is each of our processes."""

    name: str

    @property
    def alive(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class ProcessPart:
    """One of our own processes: `osan-talk <command>`, with a log file of its own.

    `argv` is for one that is another program; `ready_at` answers 200 once it does its work.
    """

    def __init__(
        self,
        name: str,
        command: str,
        *,
        state_dir: Path,
        argv: Sequence[str] = (),
        cwd: Path | None = None,
        ready_at: str | None = None,
        patience_s: float = 5.0,
    ) -> None:
        self.name = name
        self.log = state_dir / "logs" / f"{command}.log"
        self._argv = argv or (sys.executable, "-m", "api.cli", command)
        self._cwd = cwd
        self._note = state_dir / "run" / f"{command}.pid"
        self._ready_at = ready_at
        self._patience_s = patience_s
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def ready(self) -> bool:
        """Whether it does its work; one that answers nobody is ready when it lives."""
        return self.alive and (self._ready_at is None or _answers(self._ready_at))

    def start(self) -> None:
        self._note.parent.mkdir(parents=True, exist_ok=True)
        _set_aside(self.log)
        self._process = spawn(self._argv, log=self.log, cwd=self._cwd)
        remember(self._process.pid, self._note)

    def stop(self) -> None:
        """Ask it to finish what it has begun; the patience is what its settings grant it."""
        if self._process is not None:
            end(self._process, signal.SIGTERM, patience_s=self._patience_s)
        self._note.unlink(missing_ok=True)

    def finish(self) -> int:
        """For a chore: start it and wait for its end; its exit status."""
        self.start()
        assert self._process is not None
        status = self._process.wait()
        self._note.unlink(missing_ok=True)
        return status

    def kill(self) -> None:
        """For people in a hurry: what it has begun, the outbox makes good later."""
        if self._process is not None and self.alive:
            self._process.kill()

    def stop_leftover(self) -> bool:
        """Stop what an earlier run, killed too suddenly, may have left."""
        return stop_leftover(self._note, patience_s=3.0)

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-3:])


def _set_aside(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=1.0) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
