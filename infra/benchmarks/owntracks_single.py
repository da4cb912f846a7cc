"""Single OwnTracks points over kept connections, beside a bare route doing one INSERT."""

from collections.abc import Iterator
from dataclasses import dataclass

from infra.benchmarks import counts, speech
from infra.benchmarks.contest import Contestant, call_server, compete, row_of
from infra.benchmarks.figures import Row, Turn
from infra.benchmarks.house import House, open_house
from infra.benchmarks.order import Order
from infra.benchmarks.rounds import make_rounds
from infra.benchmarks.script import Call, Script
from infra.benchmarks.swing import SWING, Point
from infra.benchmarks.town import Resident, found_town
from infra.benchmarks.yardstick_table import make_yardstick_table
from infra.embedded import free_port

GOAL = 0.5
LANES = 16
ACCEPTED, DONE = b"osan-accepted: 1\r\n", b"HTTP/1.1 200 "


@dataclass(frozen=True, slots=True)
class Door:
    """One of the two servers: where it listens, its process, and the answer that is right."""

    port: int
    pid: int
    expected: bytes


def run(order: Order) -> Iterator[Row]:
    """At concurrency 16, which is judged, and one by one."""
    many, few = order.sized(16, 8), order.sized(4, 2)
    with open_house() as house:
        town = found_town(house, children=many + few)
        make_yardstick_table(house.database)
        doors = _open_product(house), _open_yardstick(house)
        yield _row(house, doors, town[:many], order, lanes=LANES, goal=GOAL)
        yield _row(house, doors, town[many:], order, lanes=1, goal=None)


def _open_product(house: House) -> Door:
    port = house.gateway_port
    pid = house.start("serve", answers_at=f"http://127.0.0.1:{port}/readyz")
    return Door(port, pid, ACCEPTED)


def _open_yardstick(house: House) -> Door:
    port = free_port()
    pid = house.start_module(
        "infra.benchmarks.yardstick_app",
        str(port),
        house.database,
        answers_at=f"http://127.0.0.1:{port}/",
    )
    return Door(port, pid, DONE)


def _row(
    house: House,
    doors: tuple[Door, Door],
    town: list[Resident],
    order: Order,
    *,
    lanes: int,
    goal: float | None,
) -> Row:
    rounds = make_rounds(town, rounds=order.repeats + 1, swings_each=1)
    requests = [_requests(town, walks, lanes) for walks in rounds]

    def turns_of(door: Door) -> Contestant:
        def turn(number: int) -> Turn:
            script = _script(door, requests[number])
            return call_server(house, door.pid, script, items=script.calls)

        return Contestant(turn)

    product, yardstick = map(turns_of, doors)
    compete([product, yardstick], repeats=order.repeats)
    _check(house, town, swung=len(town) * len(rounds))
    return row_of(f"owntracks_single, concurrency {lanes}", product, yardstick, goal=goal)


def _requests(town: list[Resident], walks: list[list[Point]], lanes: int) -> list[list[bytes]]:
    """By connection: its children take turns, each walks in order."""
    made: list[list[bytes]] = [[] for _ in range(lanes)]
    for step in range(SWING):
        for index, one in enumerate(town):
            request = speech.owntracks(one.child, one.tracker, [walks[index][step]])
            made[index % lanes].append(request)
    return made


def _script(door: Door, lanes: list[list[bytes]]) -> Script:
    return Script(door.port, tuple(tuple(Call(r, door.expected) for r in lane) for lane in lanes))


def _check(house: House, town: list[Resident], *, swung: int) -> None:
    """Every position lies in its table, and every swing was one arrival and one departure."""
    children = [one.child for one in town]
    for schema in ("commute", "bench"):
        assert counts.positions(house.database, children, schema=schema) == swung * SWING
    for kind in ("enter", "exit"):
        assert counts.crossings(house.database, children, kind) == swung, kind
