"""Which parts a run has, in the order in which they start; they stop in the reverse order."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.up.model_server import model_server
from api.up.part import ProcessPart
from api.up.ports import has_own_broker, has_own_postgres, has_own_valkey
from infra.embedded import EmbeddedBroker, EmbeddedPostgres, EmbeddedValkey
from infra.settings import Settings

_GRACE_S = 2.0
"""Beyond the drain that a process grants itself."""


Server = EmbeddedPostgres | EmbeddedValkey | EmbeddedBroker


@dataclass(frozen=True)
class House:
    """The parts of one run."""

    postgres: EmbeddedPostgres | None
    valkey: EmbeddedValkey | None
    broker: EmbeddedBroker | None
    emulators: tuple[ProcessPart, ...]
    models: tuple[ProcessPart, ...]
    processes: tuple[ProcessPart, ...]

    @property
    def servers(self) -> tuple[Server, ...]:
        servers = (self.postgres, self.valkey, self.broker)
        return tuple(server for server in servers if server is not None)

    @property
    def stopping_order(self) -> Iterator[Server | ProcessPart]:
        """Doors first, so that nothing new comes in; the memory of it all last."""
        yield from reversed(self.processes)
        yield from self.models
        yield from self.emulators
        yield from reversed(self.servers)

    def hurry(self) -> None:
        """Kill what still drains; never the databases."""
        for part in (*self.processes, *self.models, *self.emulators):
            part.kill()

    def stop_leftovers(self) -> None:
        """Stop what an earlier run, killed too suddenly to do it, may have left."""
        for part in self.stopping_order:
            part.stop_leftover()


def build_house(settings: Settings) -> House:
    """The house that `settings` describe; databases that live elsewhere are not its parts."""
    home, ports = settings.state_dir, settings.embedded
    own_postgres, own_valkey = has_own_postgres(settings), has_own_valkey(settings)
    return House(
        postgres=EmbeddedPostgres(home=home, port=ports.postgres_port) if own_postgres else None,
        valkey=EmbeddedValkey(home=home, port=ports.valkey_port) if own_valkey else None,
        broker=_broker(settings),
        emulators=(
            _part("push emulator", "emulate-push", settings, settings.push_emulator.port, "/"),
            _part("identity provider", "emulate-idp", settings, settings.idp_emulator.port, "/"),
        ),
        models=(model_server(settings),) if settings.model_server.enabled else (),
        processes=(
            ProcessPart("relay", "relay", state_dir=home),
            *(
                []
                if settings.mqtt.url is None
                else [ProcessPart("bridge", "bridge", state_dir=home)]
            ),
            ProcessPart(
                "worker",
                "worker",
                state_dir=home,
                patience_s=settings.worker.drain_s + _GRACE_S,
            ),
            _part("gateway", "serve", settings, settings.gateway.port, "/readyz"),
            *(
                [ProcessPart("demo homes", "emulate-homes", state_dir=home)]
                if has_own_broker(settings)
                else []
            ),
        ),
    )


def _broker(settings: Settings) -> EmbeddedBroker | None:
    """Ours, unless somebody named another; it knows whom the bridge writes down for it."""
    passwords = settings.mqtt.passwords_file
    if passwords is None or not has_own_broker(settings):
        return None
    port = settings.embedded.mqtt_port
    return EmbeddedBroker(home=settings.state_dir, passwords=passwords, port=port)


def _part(name: str, command: str, settings: Settings, port: int, path: str) -> ProcessPart:
    return ProcessPart(
        name,
        command,
        state_dir=settings.state_dir,
        ready_at=f"http://127.0.0.1:{port}{path}",
        patience_s=settings.gateway.drain_s + _GRACE_S,
    )
