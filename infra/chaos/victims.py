"""What can be killed: real processes, each started again after its end."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Protocol

import psutil

from infra.embedded import EmbeddedBroker, EmbeddedPostgres, EmbeddedValkey
from infra.embedded.child import end, spawn
from infra.embedded.probe import listens


class Victim(Protocol):
    """Something that runs, may be killed, and runs again."""

    name: str

    @property
    def alive(self) -> bool: ...

    @property
    def up(self) -> bool:
        """Whether it does its work again: to kill what still starts proves little."""

    def start(self) -> None: ...

    def strike(self, dice: Random) -> str | None:
        """Send SIGKILL; what was struck, or None when there was nothing to strike."""

    def stop(self) -> None: ...


class ProcessVictim:
    """One of the product's own processes; `port` answers HTTP once it works."""

    def __init__(
        self, name: str, argv: list[str], *, env: Mapping[str, str], home: Path, port: int
    ) -> None:
        self.name = name
        self._argv, self._env, self._home, self._port = argv, env, home, port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def up(self) -> bool:
        return self.alive and _answers(self._port)

    def start(self) -> None:
        log = self._home / "logs" / f"{self.name.replace(' ', '-')}.log"
        self._process = spawn(
            [sys.executable, *self._argv],
            log=log,
            dies_by=signal.SIGKILL,
            env=dict(self._env),
            cwd=self._home,
        )

    def strike(self, dice: Random) -> str | None:  # noqa: ARG002
        if self._process is None or not self.alive:
            return None
        self._process.kill()
        self._process.wait()
        return self.name.rstrip(" 0123456789")

    def stop(self) -> None:
        if self._process is not None:
            end(self._process, signal.SIGTERM, patience_s=10)


class PostgresVictim:
    """PostgreSQL: its postmaster, or the backend that serves one of our connections."""

    name = "PostgreSQL"

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server

    @property
    def alive(self) -> bool:
        return self._server.alive

    @property
    def up(self) -> bool:
        return self.alive and listens(self._server.port)

    def start(self) -> None:
        self._server.start()

    def strike(self, dice: Random) -> str | None:
        backends = self._backends()
        if backends and dice.random() < 0.4:
            dice.choice(backends).kill()
            return "PostgreSQL backend"
        return self.crash()

    def crash(self) -> str | None:
        """The whole server at once."""
        if self._server.pid is None or not self.alive:
            return None
        _kill(self._server.pid)
        return self.name

    def _backends(self) -> list[psutil.Process]:
        try:
            children = psutil.Process(self._server.pid).children()
            return [child for child in children if "osan osan" in " ".join(child.cmdline())]
        except psutil.Error:
            return []

    def stop(self) -> None:
        self._server.stop()


class ValkeyVictim:
    """Valkey, which comes back empty."""

    name = "Valkey"

    def __init__(self, server: EmbeddedValkey) -> None:
        self._server = server

    @property
    def alive(self) -> bool:
        return self._server.alive

    @property
    def up(self) -> bool:
        return self.alive

    def start(self) -> None:
        self._server.start()

    def strike(self, dice: Random) -> str | None:  # noqa: ARG002
        if self._server.pid is None or not self.alive:
            return None
        _kill(self._server.pid)
        return self.name

    def empty(self) -> bool:
        """FLUSHALL, over a bare socket; whether the server said yes."""
        try:
            with socket.create_connection(("127.0.0.1", self._server.port), timeout=1) as line:
                line.sendall(b"FLUSHALL\r\n")
                return line.recv(3) == b"+OK"
        except OSError:
            return False

    def stop(self) -> None:
        self._server.stop()


class BrokerVictim:
    """The MQTT broker, which keeps nothing over its end."""

    name = "broker"

    def __init__(self, server: EmbeddedBroker) -> None:
        self._server = server

    @property
    def alive(self) -> bool:
        return self._server.alive

    @property
    def up(self) -> bool:
        return self.alive and listens(self._server.port)

    def start(self) -> None:
        self._server.start()

    def strike(self, dice: Random) -> str | None:  # noqa: ARG002
        if self._server.pid is None or not self.alive:
            return None
        _kill(self._server.pid)
        return self.name

    def stop(self) -> None:
        self._server.stop()


def _kill(pid: int) -> None:
    """Gone when this returns; whoever started it notices by itself."""
    process = psutil.Process(pid)
    process.kill()
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.002)


def _answers(port: int) -> bool:
    """Whether somebody speaks HTTP there: a gateway listens before it serves."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5) as line:
            line.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            return line.recv(5) == b"HTTP/"
    except OSError:
        return False
