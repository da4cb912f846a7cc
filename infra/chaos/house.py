"""The house of a run: its own ports, folder and supervisor."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from infra.chaos.victims import BrokerVictim, PostgresVictim, ProcessVictim, ValkeyVictim, Victim
from infra.embedded import (
    EmbeddedBroker,
    EmbeddedFailureError,
    EmbeddedPostgres,
    EmbeddedValkey,
    free_port,
)
from infra.settings import Settings, load_settings

WORKERS = 2
READY_WITHIN_S = 90.0


LEFT_BEHIND = "look_here"


@dataclass(frozen=True)
class House:
    """Every process of a run. The push emulator is the witness: nobody may kill it."""

    home: Path
    settings: Settings
    postgres: PostgresVictim
    valkey: ValkeyVictim
    witness: ProcessVictim
    processes: tuple[ProcessVictim, ...]
    broker: BrokerVictim | None = None

    @property
    def victims(self) -> tuple[Victim, ...]:
        homes = () if self.broker is None else (self.broker,)
        return (self.postgres, self.valkey, *homes, *self.processes)

    @property
    def ingest_url(self) -> str:
        return f"{self.settings.gateway.public_url}/ingest/owntracks"

    def keep(self) -> None:
        """Start again whatever has ended; call it often."""
        for victim in self.victims:
            if not victim.alive:
                try:
                    victim.start()
                except (EmbeddedFailureError, OSError):
                    continue

    def start_processes(self) -> None:
        """Raises TimeoutError when one does not come up."""
        give_up = time.monotonic() + READY_WITHIN_S
        while not all(one.up for one in (self.witness, *self.victims)):
            self.keep()
            time.sleep(0.1)
            if time.monotonic() > give_up:
                raise TimeoutError(f"the house does not come up: see {self.home / 'logs'}")

    def leave_behind(self) -> None:
        """Logs and data stay: somebody will want to see why."""
        (self.home / LEFT_BEHIND).touch()

    def stop(self) -> None:
        everything: tuple[Victim, ...] = (*reversed(self.victims), self.witness)
        for victim in everything:
            victim.stop()


@contextmanager
def open_house(
    *,
    keep_folder: bool,
    witness: Sequence[str] = (),
    settings: Mapping[str, object] = MappingProxyType({}),
    hears_homes: bool = False,
    workers: int = WORKERS,
) -> Iterator[House]:
    """Servers and witness run within the block; the processes wait for `start_processes`.

    `witness`: options of the push emulator. `settings`: environment variables of every process.
    `hears_homes`: with a broker and a bridge.
    """
    home = Path(tempfile.mkdtemp(prefix="osan-chaos-"))
    home.chmod(0o755)
    postgres, valkey = EmbeddedPostgres(home=home), EmbeddedValkey(home=home)
    house = _build(home, postgres, valkey, witness, settings, workers=workers)
    if hears_homes:
        house = _with_broker(house)
    try:
        postgres.start()
        valkey.start()
        house.witness.start()
        yield house
    except BaseException:
        house.leave_behind()
        raise
    finally:
        house.stop()
        if not (keep_folder or (home / LEFT_BEHIND).exists()):
            shutil.rmtree(postgres.data.parent, ignore_errors=True)
            shutil.rmtree(home, ignore_errors=True)


def _build(
    home: Path,
    postgres: EmbeddedPostgres,
    valkey: EmbeddedValkey,
    witness: Sequence[str],
    own: Mapping[str, object],
    *,
    workers: int,
) -> House:
    ports = {name: free_port() for name in ("gateway", "push", "idp", "relay")}
    worker_ports = [free_port() for _ in range(workers)]
    settings = _only_ours(home, ports, postgres.port, valkey.port, own)
    relay = {"OSAN__RELAY__METRICS_PORT": str(ports["relay"])}

    def process(name: str, command: str, port: int, more: dict[str, str]) -> ProcessVictim:
        argv = ["-m", "api.cli", command, *(witness if command == "emulate-push" else ())]
        return ProcessVictim(name, argv, env=os.environ | more, home=home, port=port)

    return House(
        home=home,
        settings=settings,
        postgres=PostgresVictim(postgres),
        valkey=ValkeyVictim(valkey),
        witness=process("push emulator", "emulate-push", ports["push"], {}),
        processes=(
            process("gateway", "serve", ports["gateway"], {}),
            process("relay", "relay", ports["relay"], relay),
            *(
                process(
                    f"worker {number}", "worker", port, {"OSAN__WORKER__METRICS_PORT": str(port)}
                )
                for number, port in enumerate(worker_ports, start=1)
            ),
        ),
    )


def _with_broker(house: House) -> House:
    """The broker comes up with the processes: it knows whom the bridge writes down for it."""
    chosen, port = house.settings, free_port()
    assert chosen.mqtt.passwords_file is not None
    broker = EmbeddedBroker(
        home=house.home, passwords=chosen.mqtt.passwords_file, port=chosen.embedded.mqtt_port
    )
    bridge = ProcessVictim(
        "bridge",
        ["-m", "api.cli", "bridge"],
        env=os.environ | {"OSAN__MQTT__METRICS_PORT": str(port)},
        home=house.home,
        port=port,
    )
    return replace(house, processes=(*house.processes, bridge), broker=BrokerVictim(broker))


def _only_ours(
    home: Path,
    ports: dict[str, int],
    postgres_port: int,
    valkey_port: int,
    own: Mapping[str, object],
) -> Settings:
    """Settings for us and for every child, whatever the shell or a `.env` says of a real house."""
    for name in [name for name in os.environ if name.upper().startswith("OSAN__")]:
        del os.environ[name]
    os.environ.update(
        {
            "OSAN__STATE_DIR": str(home),
            "OSAN__EMBEDDED__POSTGRES_PORT": str(postgres_port),
            "OSAN__EMBEDDED__VALKEY_PORT": str(valkey_port),
            "OSAN__EMBEDDED__MQTT_PORT": str(free_port()),
            "OSAN__GATEWAY__PORT": str(ports["gateway"]),
            "OSAN__PUSH_EMULATOR__PORT": str(ports["push"]),
            "OSAN__IDP_EMULATOR__PORT": str(ports["idp"]),
            **{name: str(value) for name, value in own.items()},
        }
    )
    return load_settings(env_file=None)
