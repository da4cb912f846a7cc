"""Processes that perform on cue: set up, say "ready", wait for "go", perform, report.

What is measured lies between "go" and the report, so that start-up costs count for nobody.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from infra.embedded.child import end

READY, GO = "ready", "go"
PATIENCE_S = 5.0


def await_cue() -> None:
    """In the performer: everything is set up; return when told to begin."""
    print(READY, flush=True)
    if sys.stdin.readline().strip() != GO:
        raise SystemExit("the bench went away")


def report(findings: dict[str, Any]) -> None:
    """In the performer: it is over, and this is what was seen."""
    print(json.dumps(findings), flush=True)


class Performer:
    """In the bench: one such process, `python -m MODULE ARGUMENTS`."""

    def __init__(self, module: str, *arguments: str, log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self._module, self._log = module, log
        with log.open("ab") as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def await_ready(self) -> None:
        """Raises RuntimeError when it ended instead."""
        if self._line() != READY:
            raise RuntimeError(f"{self._module} did not get ready: {self._last_words()}")

    def begin(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{GO}\n".encode())
        self._process.stdin.flush()

    def findings(self) -> Any:
        """Waits until it is over. Raises RuntimeError when it ended without a report."""
        line = self._line()
        if not line:
            raise RuntimeError(f"{self._module} gave up: {self._last_words()}")
        return json.loads(line)

    def dismiss(self) -> None:
        end(self._process, signal.SIGTERM, patience_s=PATIENCE_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _last_words(self) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-3:])

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().strip()
