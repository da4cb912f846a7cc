"""From a smoke detector's word to its guardian's phone, while ten thousand devices speak.

Everything runs as a city has it: mosquitto, a bridge, a relay, a worker; the emulator is the push
service and 119. A second half of the seniors is alarmed under load, the first one at rest.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.benchmarks import counts
from infra.benchmarks.figures import Row, percentile
from infra.benchmarks.homes.scene import CALLS, Alarmed, Scene
from infra.benchmarks.homes.settlement import Speaker, settle
from infra.benchmarks.homes.stage import await_that, open_broker, start_bridge
from infra.benchmarks.house import House, open_house
from infra.benchmarks.order import Order
from infra.chaos.care.found_dong import Dong, Senior, found_dong
from infra.database import open_database
from infra.device_keys import device_keys
from infra.embedded import free_port
from infra.keys import open_keys, prepare_keys
from infra.mqtt.mosquitto import LocalMosquitto, mosquitto_program

DEVICES, SHORT_DEVICES = 10_000, 100
A_SECOND, SHORT_A_SECOND = 2_000, 50
"""Ten thousand devices with a word every five seconds: motion all over the city."""

SMOKERS, SHORT_SMOKERS = 100, 2
"""At rest, and as many again under load."""

SECONDS, SHORT_SECONDS = 60, 3
WARM = 2
"""Are alarmed first and count for nobody."""


def run(order: Order) -> Iterator[Row]:
    """Each smoke is one case, one hand-over and one push to each who is asked."""
    if mosquitto_program() is None:
        yield Row("smoke_to_push", "mosquitto is not installed: not measured")
        return
    smokers = order.sized(SMOKERS, SHORT_SMOKERS)
    with open_house() as house:
        load = settle(house, devices=order.sized(DEVICES, SHORT_DEVICES))
        dong = asyncio.run(_found(house, WARM + 2 * smokers))
        seniors = list(dong.seniors.values())
        warm, resting, loaded = seniors[:WARM], seniors[WARM:-smokers], seniors[-smokers:]
        speakers = {senior.id: _speaker(senior) for senior in seniors}
        with open_broker(house, [*load, *speakers.values()]) as broker:
            _open(house, broker)
            scene = Scene(house, broker, speakers, seconds=order.sized(SECONDS, SHORT_SECONDS))
            scene.alarm(warm, load=[], rate=0)
            _await_rest(house)
            at_rest = scene.alarm(resting, load=[], rate=0)
            rate = order.sized(A_SECOND, SHORT_A_SECOND)
            under_load = scene.alarm(loaded, load=load, rate=rate)
            _check_cases(house, seniors)
    yield _row(at_rest, under_load)


def _row(at_rest: Alarmed, under_load: Alarmed) -> Row:
    ratio = percentile(under_load.waits, 0.99) / percentile(at_rest.waits, 0.99)
    return Row(
        "smoke_to_push",
        under_load.describe(),
        f"at rest: {at_rest.describe()}",
        ratio=f"{ratio:.2f} of p99",
    )


async def _found(house: House, many: int) -> Dong:
    await prepare_keys(house.settings.keys, make_database=True)
    names = [f"senior {number}" for number in range(many)]
    async with open_database(house.settings.database), open_keys(house.settings):
        return await found_dong(
            names,
            with_device=names,
            keys=device_keys(house.settings),
            clock=SystemClock(),
            ids=UuidV7Ids(),
        )


def _speaker(senior: Senior) -> Speaker:
    assert senior.device is not None
    return Speaker(senior.device.device_id, senior.device.password, senior.device.signing_key)


def _open(house: House, broker: LocalMosquitto) -> None:
    """The homes have been watched for long: each is looked at in its turn, not all at once."""
    for statement in (WATCH, LOOK):
        counts.ask(house.database, statement)
    house.start("emulate-push", answers_at=f"{house.emulator_url}/control/counters")
    house.start("relay")
    port = free_port()
    house.start(
        "worker",
        answers_at=f"http://127.0.0.1:{port}/metrics",
        settings={"OSAN__WORKER__METRICS_PORT": port},
    )
    start_bridge(house, broker)


def _await_rest(house: House) -> None:
    """Nothing of the seniors' enrolments is left to be told."""
    await_that(lambda: not counts.ask(house.database, UNDONE))


WATCH: Final = """
    INSERT INTO care.watches (home_id, senior_id, since, cursor, version, is_learning)
    SELECT id, senior_id, now(), 0, 0, true FROM care.homes
"""
LOOK: Final = """
    INSERT INTO kernel.timers (topic, about, due_at, rings_at)
    SELECT 'care.judge', home_id, due, due
    FROM (SELECT home_id, now() + random() * interval '2 hours' AS due FROM care.watches) AS planned
"""
UNDONE: Final = """
    SELECT 1 FROM kernel.outbox WHERE done_at IS NULL AND gave_up_at IS NULL LIMIT 1
"""
CASES: Final = "SELECT senior_id, kind FROM care.cases"


def _check_cases(house: House, seniors: Sequence[Senior]) -> None:
    """One case for each smoke, and none besides; 119 knows of them and of nothing else."""
    found = Counter((row["senior_id"], row["kind"]) for row in counts.ask(house.database, CASES))
    assert found == Counter((senior.id, "smoke") for senior in seniors), found
    assert len(counts.ask(house.database, CALLS)) == len(seniors)
