"""Batches of 50, by GraphQL and by OwnTracks, beside bare inserts with the same commits."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from domains.kernel.ids import UuidV7Ids
from infra.benchmarks import counts, speech
from infra.benchmarks.contest import Contestant, call_server, compete, row_of
from infra.benchmarks.cpu import CpuMeter
from infra.benchmarks.cues import Performer
from infra.benchmarks.figures import Row, Turn
from infra.benchmarks.house import House, open_house
from infra.benchmarks.order import Order
from infra.benchmarks.rounds import Rounds, make_rounds
from infra.benchmarks.script import Call, Script
from infra.benchmarks.swing import SWING, Point
from infra.benchmarks.town import Resident, found_town
from infra.benchmarks.yardstick_table import make_yardstick_table

GOAL = 0.25
BATCH, LANES = 50, 8

Speak = Callable[[Resident, Sequence[Point]], bytes]


def run(order: Order) -> Iterator[Row]:
    """GraphQL, which is judged; the same by OwnTracks; and both beside inserts row by row."""
    each = order.sized(32, 8)
    with open_house() as house:
        town = found_town(house, children=2 * each)
        make_yardstick_table(house.database)
        house.start("serve", answers_at=f"http://127.0.0.1:{house.gateway_port}/readyz")
        yield from _compete(house, town[:each], town[each:], order)


def _compete(
    house: House, reporters: list[Resident], trackers: list[Resident], order: Order
) -> Iterator[Row]:
    swings_each = order.sized(4, 1)
    rounds, swung = order.repeats + 1, (order.repeats + 1) * swings_each * len(reporters)
    their_walks = make_rounds(reporters, rounds=rounds, swings_each=swings_each)
    other_walks = make_rounds(trackers, rounds=rounds, swings_each=swings_each)
    by_graphql = _product(house, reporters, their_walks, _by_graphql, b'"accepted":50')
    by_owntracks = _product(house, trackers, other_walks, _by_owntracks, b"osan-accepted: 50\r\n")
    pipelined = _yardstick(house, reporters, their_walks, "executemany")
    row_by_row = _yardstick(house, trackers, other_walks, "execute")
    compete([by_graphql, pipelined, by_owntracks, row_by_row], repeats=order.repeats)
    for town in (reporters, trackers):
        _check(house, town, swung=swung)
    yield row_of("batches_of_50, GraphQL", by_graphql, pipelined, goal=GOAL)
    yield row_of("batches_of_50, OwnTracks arrays", by_owntracks, pipelined, goal=None)
    yield row_of("batches_of_50, GraphQL, row by row", by_graphql, row_by_row, goal=None)


def _by_graphql(one: Resident, points: Sequence[Point]) -> bytes:
    return speech.report_positions(one.token, UuidV7Ids().new(), points)


def _by_owntracks(one: Resident, points: Sequence[Point]) -> bytes:
    return speech.owntracks(one.child, one.tracker, points)


def _product(
    house: House, town: list[Resident], rounds: Rounds, speak: Speak, expected: bytes
) -> Contestant:
    pid = house.pids["serve"]

    def turn(number: int) -> Turn:
        lanes = _lanes(town, rounds[number], lambda one, points: Call(speak(one, points), expected))
        script = Script(house.gateway_port, tuple(map(tuple, lanes)))
        return call_server(house, pid, script, items=script.calls * BATCH)

    return Contestant(turn)


def _yardstick(house: House, town: list[Resident], rounds: Rounds, how: str) -> Contestant:
    def turn(number: int) -> Turn:
        return _insert(house, _lanes(town, rounds[number], _rows), how)

    return Contestant(turn)


def _lanes(
    town: list[Resident],
    walks: list[list[Point]],
    make: Callable[[Resident, Sequence[Point]], Any],
) -> list[list[Any]]:
    """By connection, one thing a batch; a child keeps to its connection."""
    lanes: list[list[Any]] = [[] for _ in range(LANES)]
    for first in range(0, len(walks[0]), BATCH):
        for index, one in enumerate(town):
            lanes[index % LANES].append(make(one, walks[index][first : first + BATCH]))
    return lanes


def _rows(one: Resident, points: Sequence[Point]) -> list[tuple[Any, ...]]:
    now, device = datetime.now(UTC), one.tracker.device_id
    return [
        (one.child, datetime.fromtimestamp(p.at, UTC), p.lat, p.lon, p.accuracy_m, device, now)
        for p in points
    ]


def _insert(house: House, lanes: list[list[Any]], how: str) -> Turn:
    path = house.home / "rows"
    path.write_bytes(pickle.dumps(lanes))
    module, log = "infra.benchmarks.yardstick_inserts", house.log_folder / "inserts.log"
    inserter = Performer(module, house.database, str(path), how, log=log)
    try:
        inserter.await_ready()
        meter = CpuMeter({"inserter": inserter.pid, "postgres": house.postgres_pid})
        inserter.begin()
        wall_s = inserter.findings()["wall_s"]
        spent = meter.spent()
    finally:
        inserter.dismiss()
    items = sum(len(rows) for lane in lanes for rows in lane)
    return Turn(items, wall_s, spent["inserter"], spent["postgres"], client_s=0.0)


def _check(house: House, town: list[Resident], *, swung: int) -> None:
    """Every position lies in its table, and every swing was one arrival and one departure."""
    children = [one.child for one in town]
    for schema in ("commute", "bench"):
        assert counts.positions(house.database, children, schema=schema) == swung * SWING
    for kind in ("enter", "exit"):
        assert counts.crossings(house.database, children, kind) == swung, kind
