"""The house of one bench: its own ports, folder, servers and processes."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from infra.embedded import EmbeddedPostgres, EmbeddedValkey, free_port
from infra.embedded.child import end, spawn
from infra.settings import Settings

READY_WITHIN_S = 60.0
PATIENCE_S = 25.0
LAST_LINES = 12


class House:
    """PostgreSQL (durable) and Valkey run; our processes start when asked for."""

    def __init__(self, home: Path, postgres: EmbeddedPostgres, valkey: EmbeddedValkey) -> None:
        self.home = home
        self._postgres, self._valkey = postgres, valkey
        ports = {name: free_port() for name in ("gateway", "push_emulator", "idp_emulator")}
        self._sections: dict[str, dict[str, Any]] = {
            "embedded": {"postgres_port": postgres.port, "valkey_port": valkey.port},
            **{name: {"port": port} for name, port in ports.items()},
        }
        self.settings = _settings(home, self._sections)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def database(self) -> str:
        """As the owner: yardsticks make tables of their own."""
        return self.settings.database.owner_url or self.settings.database.url

    @property
    def postgres_pid(self) -> int:
        assert self._postgres.pid is not None
        return self._postgres.pid

    @property
    def gateway_port(self) -> int:
        return self.settings.gateway.port

    @property
    def emulator_url(self) -> str:
        return f"http://127.0.0.1:{self.settings.push_emulator.port}"

    @property
    def log_folder(self) -> Path:
        return self.home / "logs"

    @property
    def pids(self) -> Mapping[str, int]:
        """The processes that `start` started."""
        return {name: process.pid for name, process in self._processes.items()}

    @property
    def valkey_url(self) -> str:
        return self.settings.valkey.url

    def start(
        self,
        command: str,
        *arguments: str,
        answers_at: str | None = None,
        name: str | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> int:
        """`osan-talk COMMAND`; its pid. Raises TimeoutError when it does not answer.

        `settings`: environment variables that only this process has.
        """
        return self.start_module(
            "api.cli",
            command,
            *arguments,
            answers_at=answers_at,
            name=name or command,
            settings=settings,
        )

    def start_module(
        self,
        module: str,
        *arguments: str,
        answers_at: str | None = None,
        name: str | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> int:
        name = name or f"{module}.{arguments[0]}"
        own = {variable: str(value) for variable, value in (settings or {}).items()}
        process = spawn(
            [sys.executable, "-m", module, *arguments],
            log=self.log_folder / f"{name}.log",
            env=self._environment() | own,
            cwd=self.home,
        )
        self._processes[name] = process
        if answers_at is not None:
            self._await(process, answers_at)
        return process.pid

    def last_words(self) -> str:
        """What each process said last, but for what is said in passing."""
        said = []
        for log in sorted(self.log_folder.glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()
            grave = [line for line in lines if '"level":"info"' not in line]
            said += [f"{log.stem}: {line[:2_000]}" for line in grave[-LAST_LINES:]]
        return "".join(f"{line}\n" for line in said)

    def stop(self, name: str) -> None:
        end(self._processes.pop(name), signal.SIGTERM, patience_s=PATIENCE_S)

    def stop_processes(self) -> None:
        for name in reversed(list(self._processes)):
            self.stop(name)

    def _await(self, process: subprocess.Popen[bytes], address: str) -> None:
        give_up = time.monotonic() + READY_WITHIN_S
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > give_up:
                raise TimeoutError(f"{address} does not answer")
            time.sleep(0.05)

    def _environment(self) -> dict[str, str]:
        """Nothing that the developer has set for himself, and nothing of his `.env`."""
        others = {k: v for k, v in os.environ.items() if not k.startswith("OSAN__")}
        ours = {
            f"OSAN__{section}__{name}".upper(): str(value)
            for section, values in self._sections.items()
            for name, value in values.items()
        }
        return {**others, **ours, "OSAN__STATE_DIR": str(self.home)}


@contextmanager
def open_house() -> Iterator[House]:
    """An empty house; everything in it ends with the block, and nothing is left behind."""
    home = Path(tempfile.mkdtemp(prefix="osan-bench-"))
    home.chmod(0o755)
    postgres, valkey = EmbeddedPostgres(home=home), EmbeddedValkey(home=home)
    house = House(home, postgres, valkey)
    try:
        postgres.start()
        valkey.start()
        yield house
    except BaseException:
        sys.stderr.write(house.last_words())
        raise
    finally:
        house.stop_processes()
        valkey.stop()
        postgres.stop()
        shutil.rmtree(postgres.data.parent, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def _settings(home: Path, sections: Mapping[str, Any]) -> Settings:
    """What the processes will read out of their environment."""
    return Settings(_env_file=None, state_dir=home, **sections)  # type: ignore[call-arg]


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=1.0) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
