"""From the position's HTTP response to the push at the emulator, through the whole house."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from random import Random
from typing import Any

from infra.benchmarks import counts, speech
from infra.benchmarks.approach import Approach, approach_of
from infra.benchmarks.contest import play
from infra.benchmarks.emulator import Emulator
from infra.benchmarks.figures import Row, percentile
from infra.benchmarks.floor import commit_and_push
from infra.benchmarks.house import House, open_house
from infra.benchmarks.order import Order
from infra.benchmarks.script import Call, Script
from infra.benchmarks.swing import STEP_S, SWING, swings
from infra.benchmarks.town import Resident, found_town

TAKEN = b"osan-accepted: "
ONE_TAKEN = b"osan-accepted: 1\r\n"
SPACED_S = 0.2
"""At rest the crossings come one by one, at uneven moments."""

LOAD_PER_S = 200
LANES = 50
"""Connections of the load, and as many of those who cross: none is kept waiting by another."""

CROSSINGS_PER_S = 16


@dataclass(frozen=True, slots=True)
class Heard:
    """Seconds from the answers to the pushes, one a crossing, and the load meanwhile."""

    waits: tuple[float, ...]
    load: str = ""

    def describe(self) -> str:
        middle, tail = percentile(self.waits, 0.5), percentile(self.waits, 0.99)
        crossings = f"({len(self.waits)} crossings{self.load})"
        return f"p50 {middle * 1e3:.1f} ms, p99 {tail * 1e3:.1f} ms {crossings}"


def run(order: Order) -> Iterator[Row]:
    """At rest beside the floor, then under load."""
    resting, loaded, walking = order.sized(120, 6), order.sized(320, 10), order.sized(100, 10)
    with open_house() as house:
        town = found_town(house, children=resting + loaded + walking)
        _open(house)
        emulator = Emulator(house.emulator_url)
        floor = _floor(house, emulator, order)
        at_rest = _at_rest(house, emulator, town[:resting])
        yield _row("latency_at_rest", at_rest, floor)
        crossers, walkers = town[resting : resting + loaded], town[resting + loaded :]
        under_load = _under_load(house, emulator, crossers, walkers)
        yield _row(f"latency_at_{LOAD_PER_S}_per_s", under_load, floor)


def _open(house: House) -> None:
    house.start("emulate-push", answers_at=f"{house.emulator_url}/control/counters")
    house.start("relay")
    house.start("worker")
    house.start("serve", answers_at=f"http://127.0.0.1:{house.gateway_port}/readyz")


def _row(name: str, product: Heard, floor: Heard) -> Row:
    ratio = percentile(floor.waits, 0.5) / percentile(product.waits, 0.5)
    return Row(
        name=name,
        product=product.describe(),
        yardstick=f"a commit, its NOTIFY, one POST: {floor.describe()}",
        ratio=f"{ratio:.2f} of p50",
    )


def _floor(house: House, emulator: Emulator, order: Order) -> Heard:
    committed = commit_and_push(house.database, house.emulator_url, times=order.sized(100, 5))
    pushes = emulator.await_pushes(dict.fromkeys(committed, 1))
    return Heard(tuple(pushes[phone][0] - at for phone, at in committed.items()))


def _at_rest(house: House, emulator: Emulator, town: Sequence[Resident]) -> Heard:
    approaches = _approach(house, town)
    dice = Random(len(town))
    calls = [
        _decide(one, due_s=(number + dice.random() / 2) * SPACED_S)
        for number, one in enumerate(approaches)
    ]
    return _heard(house, emulator, approaches, _play(house, [calls]))


def _under_load(
    house: House, emulator: Emulator, crossers: Sequence[Resident], walkers: Sequence[Resident]
) -> Heard:
    """Half of the load's children near their schools, half far; their crossings ring too."""
    approaches = _approach(house, crossers)
    lasts_s = len(crossers) / CROSSINGS_PER_S
    lanes = _walk_on(walkers, lasts_s)
    for number, one in enumerate(approaches):
        due_s = lasts_s * (number + 0.5) / len(approaches)
        lanes[LANES + number % LANES].append(_decide(one, due_s=due_s))
    seen = _play(house, lanes)
    heard = _heard(house, emulator, approaches, seen)
    _check_walkers(house, emulator, walkers, sent=sum(map(len, lanes[:LANES])))
    held = sum(map(len, lanes)) / seen["wall_s"]
    return replace(heard, load=f"; {held:.0f} positions/s, at most {seen['latest_s']:.1f} s late")


def _approach(house: House, town: Sequence[Resident]) -> list[Approach]:
    """Everything up to the deciding fixes is said, and nothing was told of it."""
    approaches = [approach_of(one) for one in town]
    said = [
        Call(speech.owntracks(one.resident.child, one.resident.tracker, one.before), TAKEN)
        for one in approaches
    ]
    _play(house, [said])
    assert counts.crossings(house.database, [one.child for one in town], "enter") == 0
    return approaches


def _decide(one: Approach, *, due_s: float) -> Call:
    request = speech.owntracks(one.resident.child, one.resident.tracker, [one.deciding])
    return Call(request, ONE_TAKEN, due_s=due_s, tag=one.resident.phone)


def _walk_on(walkers: Sequence[Resident], lasts_s: float) -> list[list[Call]]:
    """By connection, as many positions as the load needs; the crossers' connections follow."""
    steps = int(LOAD_PER_S * lasts_s / len(walkers))
    begins = int(time.time()) - steps * STEP_S
    lanes: list[list[Call]] = [[] for _ in range(2 * LANES)]
    walks = []
    for index, one in enumerate(walkers):
        first = index * SWING // len(walkers)
        walk = chain(
            *swings(
                one.school,
                begins=begins - first * STEP_S,
                count=2 + steps // SWING,
                seed=one.number,
            )
        )
        walks.append(list(walk)[first : first + steps])
    for step in range(steps):
        for index, one in enumerate(walkers):
            due_s = (step * len(walkers) + index) / LOAD_PER_S
            request = speech.owntracks(one.child, one.tracker, [walks[index][step]])
            lanes[index % LANES].append(Call(request, ONE_TAKEN, due_s=due_s))
    return lanes


def _play(house: House, lanes: Sequence[Sequence[Call]]) -> Any:
    """What the client saw: above all, when each tagged call was answered."""
    return play(house, Script(house.gateway_port, tuple(tuple(lane) for lane in lanes if lane)))


def _heard(house: House, emulator: Emulator, approaches: Sequence[Approach], seen: Any) -> Heard:
    """One crossing and one push for each deciding fix, no more."""
    phones = [one.resident.phone for one in approaches]
    pushes = emulator.await_pushes(dict.fromkeys(phones, 1))
    assert all(len(pushes[phone]) == 1 for phone in phones)
    children = [one.resident.child for one in approaches]
    assert counts.crossings(house.database, children, "enter") == len(children)
    return Heard(tuple(pushes[phone][0] - seen["answered"][phone] for phone in phones))


def _check_walkers(
    house: House, emulator: Emulator, walkers: Sequence[Resident], *, sent: int
) -> None:
    """The load lies in the table, and each of its crossings rang once."""
    children = [one.child for one in walkers]
    assert counts.positions(house.database, children) == sent
    sql = """
    SELECT child_id, count(*) FROM commute.crossings
    WHERE child_id = ANY($1::uuid[]) GROUP BY child_id
    """
    crossed = {
        row["child_id"]: int(row["count"]) for row in counts.ask(house.database, sql, children)
    }
    expected = {one.phone: crossed.get(one.child, 0) for one in walkers}
    pushes = emulator.await_pushes(expected)
    assert {phone: len(pushes.get(phone, ())) for phone in expected} == expected
