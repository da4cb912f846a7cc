"""The house of a push bench: a seeded city, the emulator, a relay, and workers when asked for."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infra.benchmarks.house import House, open_house
from infra.benchmarks.push.seed import seed_people
from infra.benchmarks.push.witness import Witness
from infra.database import migrate
from infra.embedded import free_port
from infra.keys import prepare_keys

EMULATOR = "emulate-push"


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a row needs."""

    house: House
    witness: Witness

    @property
    def emulator_pid(self) -> int:
        return self.house.pids[EMULATOR]

    def start_worker(self, name: str = "worker", **settings: object) -> int:
        """One more worker, with settings of its own; ready when its metrics answer."""
        port = free_port()
        return self.house.start(
            "worker",
            name=name,
            answers_at=f"http://127.0.0.1:{port}/metrics",
            settings={"OSAN__WORKER__METRICS_PORT": port, **settings},
        )


@contextmanager
def open_stage(*, people: int, emulator: tuple[str, ...] = ()) -> Iterator[Stage]:
    """Relay and emulator run, workers do not yet; it all ends with the block."""
    with open_house() as house:
        asyncio.run(prepare_keys(house.settings.keys, make_database=True))
        asyncio.run(migrate(house.settings.database))
        seed_people(house.database, people=people)
        url = house.emulator_url
        house.start(EMULATOR, "--light", *emulator, answers_at=f"{url}/control/counters")
        house.start("relay")
        yield Stage(house, Witness(url))
