"""One MQTT broker on loopback, for development and tests."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from infra.embedded.child import end, spawn
from infra.embedded.failure import EmbeddedFailureError
from infra.embedded.free_port import free_port
from infra.embedded.leftover import remember, stop_leftover
from infra.embedded.probe import answers

_PATIENCE_S = 20.0
_WHO_IS_THERE = bytes.fromhex("10 10 0004 4d515454 04 02 000a 0004 70726f62".replace(" ", ""))
"""CONNECT (MQTT 3.1.1 §3.1) of a stranger, who is refused: an answer all the same."""
_CONNACK = b"\x20\x02"


class EmbeddedBroker:
    """A broker that knows whom `passwords` names, now and whenever that file changes."""

    name = "MQTT broker"

    def __init__(self, *, home: Path, passwords: Path, port: int = 0) -> None:
        self._home = home.resolve()
        self._passwords = passwords.resolve()
        self._process: subprocess.Popen[bytes] | None = None
        self.port = port or free_port()

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Bring it up, in place of one that an earlier run left. Raises EmbeddedFailureError."""
        self._home.mkdir(parents=True, exist_ok=True)
        self.stop_leftover()
        self._process = spawn(self._command(), log=self._log)
        give_up = time.monotonic() + _PATIENCE_S
        while not answers(self.port, asked=_WHO_IS_THERE, reply=_CONNACK):
            if not self.alive or time.monotonic() > give_up:
                raise EmbeddedFailureError(self._last_words())
            time.sleep(0.02)
        remember(self._process.pid, self._note)

    def stop_leftover(self) -> None:
        """Stop what an earlier run left; raises EmbeddedFailureError if it may not."""
        stop_leftover(self._note)

    def stop(self) -> None:
        if self._process is not None:
            end(self._process, signal.SIGTERM, patience_s=_PATIENCE_S)
            self._process = None
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self._home / "mqtt.pid"

    @property
    def _log(self) -> Path:
        return self._home / "logs" / "mqtt.log"

    def _command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "infra.embedded_broker"),
            f"--port={self.port}",
            f"--passwords={self._passwords}",
        ]

    def _last_words(self) -> str:
        tail = self._log.read_text(errors="replace").splitlines()[-5:] if self._log.exists() else []
        return f"The MQTT broker did not start (all of it in {self._log}):\n" + "\n".join(tail)
