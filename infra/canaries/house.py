"""The house of a run: every process of a city, its own ports and folder, and both emulators."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.chaos.victims import ProcessVictim
from infra.embedded import EmbeddedPostgres, EmbeddedValkey, free_port
from infra.settings import Settings, load_settings

READY_WITHIN_S = 90.0
POLL_S = 0.05


@dataclass(frozen=True)
class House:
    """All of it, up. Debug is logged: what is never said at our most talkative is never said."""

    home: Path
    settings: Settings
    postgres: EmbeddedPostgres
    valkey: EmbeddedValkey
    processes: tuple[ProcessVictim, ...]
    metrics_ports: tuple[int, ...]

    @property
    def url(self) -> str:
        return self.settings.gateway.public_url

    @property
    def idp_url(self) -> str:
        return f"http://127.0.0.1:{self.settings.idp_emulator.port}"

    def stop_processes(self) -> None:
        for process in reversed(self.processes):
            process.stop()


@contextmanager
def open_house(*, keep_folder: bool) -> Iterator[House]:
    """A migrated and seeded city that runs within the block. Raises TimeoutError."""
    home = Path(tempfile.mkdtemp(prefix="osan-canaries-"))
    home.chmod(0o755)
    postgres, valkey = EmbeddedPostgres(home=home), EmbeddedValkey(home=home)
    house = _build(home, postgres, valkey)
    try:
        postgres.start()
        valkey.start()
        _prepare(house)
        _start(house)
        yield house
    finally:
        house.stop_processes()
        valkey.stop()
        postgres.stop()
        if not keep_folder:
            shutil.rmtree(postgres.data.parent, ignore_errors=True)
            shutil.rmtree(home, ignore_errors=True)


def _prepare(house: House) -> None:
    with (house.home / "logs" / "prepare.log").open("wb") as log:
        subprocess.run(
            [sys.executable, "-m", "api.cli", "prepare"],
            env=os.environ,
            cwd=house.home,
            stdout=log,
            stderr=log,
            check=True,
        )


def _start(house: House) -> None:
    for process in house.processes:
        process.start()
    give_up = time.monotonic() + READY_WITHIN_S
    while not all(process.up for process in house.processes):
        if time.monotonic() > give_up:
            raise TimeoutError(f"the house does not come up: see {house.home / 'logs'}")
        time.sleep(POLL_S)


def _build(home: Path, postgres: EmbeddedPostgres, valkey: EmbeddedValkey) -> House:
    ports = {name: free_port() for name in ("serve", "emulate-push", "emulate-idp")}
    metrics = {name: free_port() for name in ("relay", "worker")}
    settings = _only_ours(home, ports, postgres.port, valkey.port)

    def process(command: str, port: int) -> ProcessVictim:
        env = dict(os.environ)
        if command in metrics:
            env[f"OSAN__{command.upper()}__METRICS_PORT"] = str(port)
        argv = ["-m", "api.cli", command]
        return ProcessVictim(command, argv, env=env, home=home, port=port)

    return House(
        home=home,
        settings=settings,
        postgres=postgres,
        valkey=valkey,
        processes=tuple(process(*one) for one in (ports | metrics).items()),
        metrics_ports=(ports["serve"], *metrics.values()),
    )


def _only_ours(home: Path, ports: dict[str, int], postgres_port: int, valkey_port: int) -> Settings:
    """Settings for us and for every child, whatever the shell or a `.env` says of a real house."""
    for name in [name for name in os.environ if name.upper().startswith("OSAN__")]:
        del os.environ[name]
    os.environ.update(
        {
            "OSAN__STATE_DIR": str(home),
            "OSAN__EMBEDDED__POSTGRES_PORT": str(postgres_port),
            "OSAN__EMBEDDED__VALKEY_PORT": str(valkey_port),
            "OSAN__GATEWAY__PORT": str(ports["serve"]),
            "OSAN__PUSH_EMULATOR__PORT": str(ports["emulate-push"]),
            "OSAN__IDP_EMULATOR__PORT": str(ports["emulate-idp"]),
            "OSAN__LOG__LEVEL": "debug",
        }
    )
    return load_settings(env_file=None)
