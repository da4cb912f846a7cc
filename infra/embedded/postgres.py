"""One PostgreSQL server on loopback, from the wheel's own programs."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from infra.embedded.child import end, spawn
from infra.embedded.failure import EmbeddedFailureError
from infra.embedded.free_port import free_port
from infra.embedded.leftover import dismiss
from infra.embedded.unprivileged import Quarters, postgres_quarters

_SUPERUSER = "osan"
_PATIENCE_S = 30.0
_BUSY_MEMORY_S = 10.0
"""How long the backends of a killed server may hold its shared memory."""


class EmbeddedPostgres:
    """A durable server whose data live under `home`; `durable=False` is for tests only.

    Survives its own kill -9 and ours: `start` stops what an earlier run left, and PostgreSQL
    recovers from its log. Anyone on this machine may connect: never put real data in it.
    """

    name = "PostgreSQL"

    def __init__(self, *, home: Path, port: int = 0, durable: bool = True) -> None:
        self._home = home.resolve()
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self._quarters: Quarters | None = None
        self.port = port or free_port()

    @property
    def url(self) -> str:
        return self.url_of("osan")

    def url_of(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgres://{_SUPERUSER}@127.0.0.1:{self.port}/{database}"

    @property
    def data(self) -> Path:
        """Where the data lie; as root this may be outside `home`."""
        return self._settled.data

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Bring it up, with the database `osan` in it. Raises EmbeddedFailureError with why."""
        fresh = self._lay_out()
        self.stop_leftover()
        give_up = time.monotonic() + _BUSY_MEMORY_S
        while not self._came_up():
            if time.monotonic() > give_up or not self._memory_is_busy():
                raise EmbeddedFailureError(self._last_words())
            time.sleep(0.1)
        if fresh:
            self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", _SUPERUSER, "osan")

    def stop_leftover(self) -> None:
        """Stop what an earlier run left on our data; raises EmbeddedFailureError if it may not."""
        stop_leftover_server(self.data)

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is kept."""
        if self._process is not None:
            end(self._process, signal.SIGINT, signal.SIGQUIT, patience_s=_PATIENCE_S)
            self._process = None

    @property
    def _settled(self) -> Quarters:
        if self._quarters is None:
            self._quarters = postgres_quarters(self._home)
        return self._quarters

    @property
    def _log(self) -> Path:
        return self._home / "logs" / "postgres.log"

    def _lay_out(self) -> bool:
        """Make the data folder on the first start; True when it was made."""
        self._home.mkdir(parents=True, exist_ok=True)
        mark = self.data / "PG_VERSION"
        if mark.exists():
            return False
        self._run("initdb", "-D", str(self.data), "-U", _SUPERUSER, *_INITDB, *self._haste())
        return True

    def _came_up(self) -> bool:
        self._process = spawn(
            [str(self._settled.programs / "postgres"), "-D", str(self.data), *self._options()],
            log=self._log,
            dies_by=signal.SIGINT,
            user=self._settled.user,
            cwd=self.data,
        )
        give_up = time.monotonic() + _PATIENCE_S
        while self._process.poll() is None and time.monotonic() < give_up:
            if _announced(self.data) == (self._process.pid, "ready"):
                return True
            time.sleep(0.005)
        return False

    def _options(self) -> Iterator[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **_DISCREET,
            **({} if self._durable else _FORGETFUL),
        }
        for name, value in settings.items():
            yield from ("-c", f"{name}={value}")

    def _haste(self) -> tuple[str, ...]:
        return () if self._durable else ("--no-sync",)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._settled.programs / program), *arguments],
            capture_output=True,
            text=True,
            user=self._settled.user,
            cwd="/",
            check=False,
        )
        if done.returncode != 0:
            raise EmbeddedFailureError(f"PostgreSQL's {program} failed: {done.stderr.strip()}")

    def _memory_is_busy(self) -> bool:
        return "shared memory block" in self._last_words()

    def _last_words(self) -> str:
        tail = self._log.read_text(errors="replace").splitlines()[-5:] if self._log.exists() else []
        return f"PostgreSQL did not start (all of it in {self._log}):\n" + "\n".join(tail)


_INITDB = (
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)

_DISCREET = {
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""The server's own log quotes no row, no key and no parameter; a city's server needs the same."""

_FORGETFUL = {"fsync": "off", "full_page_writes": "off"}
"""Survives a killed server, not a power cut."""


def stop_leftover_server(data: Path) -> None:
    """Stop the server that an earlier run left on `data`.

    A pid file whose pid now belongs to somebody else (the machine was restarted) is removed:
    PostgreSQL itself would believe it and refuse to start.
    """
    noted = _announced(data)
    if noted is None or not psutil.pid_exists(noted[0]):
        return
    process = psutil.Process(noted[0])
    if _serves(process, data):
        dismiss(process, by=signal.SIGINT, patience_s=_PATIENCE_S)
    else:
        (data / "postmaster.pid").unlink(missing_ok=True)


def _announced(data: Path) -> tuple[int, str] | None:
    """Pid and state as the server itself wrote them (lines 1 and 8 of postmaster.pid)."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""
    except (OSError, ValueError, IndexError):
        return None


def _serves(process: psutil.Process, data: Path) -> bool:
    try:
        return "postgres" in process.name() and str(data) in process.cmdline()
    except psutil.Error:
        return False
