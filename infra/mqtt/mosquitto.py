"""mosquitto on loopback, by the files that a city uses: for tests and benches, where installed."""

import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Final

from infra.embedded.child import end, spawn
from infra.embedded.failure import EmbeddedFailureError
from infra.embedded.free_port import free_port
from infra.embedded.probe import listens

DEPLOYED: Final = Path(__file__).parents[1] / "deploy" / "mosquitto"
_PATIENCE_S: Final = 10.0
_OF_A_CITY: Final = re.compile(
    r"^(listener|certfile|keyfile|password_file|acl_file|pid_file|"
    r"persistence_location|user)\b.*\n",
    re.MULTILINE,
)


def mosquitto_program() -> str | None:
    """Where it is installed; None where it is not."""
    return shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


class LocalMosquitto:
    """The deployed configuration with places of our own; `certificate` and `key` make it TLS."""

    def __init__(
        self, *, home: Path, certificate: Path | None = None, key: Path | None = None
    ) -> None:
        self._home = home.resolve()
        self._tls = None if certificate is None else (certificate, key)
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.passwords = self._home / "passwords"
        self.pid_file = self._home / "mosquitto.pid"

    @property
    def url(self) -> str:
        return f"{'mqtt' if self._tls is None else 'mqtts'}://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Bring it up; the password file must be there. Raises EmbeddedFailureError."""
        program = mosquitto_program()
        if program is None:
            raise EmbeddedFailureError("mosquitto is not installed: apt-get install mosquitto")
        configuration = self._home / "mosquitto.conf"
        configuration.write_text(self._configuration())
        self._process = spawn([program, "-c", str(configuration)], log=self._home / "mosquitto.log")
        self._await_listening()

    def stop(self) -> None:
        if self._process is not None:
            end(self._process, signal.SIGTERM, patience_s=_PATIENCE_S)
            self._process = None

    def kill(self) -> None:
        """As a machine dies: what it had not written down is gone."""
        if self._process is not None:
            end(self._process, patience_s=_PATIENCE_S)
            self._process = None

    def _configuration(self) -> str:
        ours = [
            f"listener {self.port} 127.0.0.1",
            f"password_file {self.passwords}",
            f"acl_file {DEPLOYED / 'acl'}",
            f"persistence_location {self._home}/",
            f"pid_file {self.pid_file}",
            "user root",
        ]
        if self._tls is not None:
            ours[1:1] = [f"certfile {self._tls[0]}", f"keyfile {self._tls[1]}"]
        deployed = _OF_A_CITY.sub("", (DEPLOYED / "mosquitto.conf").read_text())
        if self._tls is None:
            deployed = re.sub(r"^tls_version.*\n", "", deployed, flags=re.MULTILINE)
        return "\n".join([*ours, deployed])

    def _await_listening(self) -> None:
        """It writes its pid down before it listens."""
        give_up = time.monotonic() + _PATIENCE_S
        while not (self.pid_file.exists() and listens(self.port)):
            if self._process is None or self._process.poll() is not None:
                said = (self._home / "mosquitto.log").read_text(errors="replace")[-500:]
                raise EmbeddedFailureError(f"mosquitto did not start:\n{said}")
            if time.monotonic() > give_up:
                raise EmbeddedFailureError("mosquitto does not come up")
            time.sleep(0.02)
