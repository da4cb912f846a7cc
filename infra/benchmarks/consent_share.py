"""What asking consent and recording the use cost of an ingest: the product beside itself without.

Two gateways of the same house take turns: one asks, one has stopped asking (`consent_gateway`).
What one spends more an item, of its own CPU, is the share of `consent.require` and its record.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from infra.benchmarks import counts, speech
from infra.benchmarks.contest import Contestant, call_server, compete
from infra.benchmarks.figures import Row, Series, Turn, percentile
from infra.benchmarks.house import House, open_house
from infra.benchmarks.order import Order
from infra.benchmarks.rounds import make_rounds
from infra.benchmarks.script import Call, Script
from infra.benchmarks.swing import SWING, Point
from infra.benchmarks.town import Resident, found_town
from infra.embedded import free_port

GOAL = 0.15
SINGLY, TOGETHER = 16, 8
BATCH = 50

Requests = list[list[Call]]
Speak = Callable[[list[Resident], list[list[Point]]], Requests]


@dataclass(frozen=True, slots=True)
class Gateway:
    """One of the two: where it listens, its process, and where it will write what it saw."""

    port: int
    pid: int
    report: Path


def run(order: Order) -> Iterator[Row]:
    """Single points at concurrency 16, and batches of 50; the children of each side are its own."""
    with open_house() as house:
        each = order.sized(16, 8)
        town = found_town(house, children=4 * each)
        asked, free = _open(house, "asked"), _open(house, "free")
        rows = [
            _row(house, "single points", _singly, (asked, free), town[: 2 * each], order),
            _row(house, "batches of 50", _together, (asked, free), town[2 * each :], order),
        ]
        house.stop_processes()
        seen = json.loads(asked.report.read_text("utf-8"))
        _check_records(house, town[:each] + town[2 * each : 3 * each], seen)
        yield from rows
        yield _answers(seen)


def _open(house: House, how: str) -> Gateway:
    port, report = free_port(), house.home / f"consent-{how}.json"
    pid = house.start_module(
        "infra.benchmarks.consent_gateway",
        how,
        str(port),
        str(report),
        answers_at=f"http://127.0.0.1:{port}/readyz",
    )
    return Gateway(port, pid, report)


def _row(
    house: House,
    name: str,
    speak: Speak,
    gateways: tuple[Gateway, Gateway],
    town: list[Resident],
    order: Order,
) -> Row:
    half, swings = len(town) // 2, order.sized(2, 1)
    rounds = order.repeats + 1
    sides = [
        _side(house, gateway, people, speak, rounds=rounds, swings_each=swings)
        for gateway, people in zip(gateways, (town[:half], town[half:]), strict=True)
    ]
    compete(sides, repeats=order.repeats)
    children = [one.child for one in town]
    stored = counts.positions(house.database, children)
    assert stored == len(town) * rounds * swings * SWING, "positions were lost"
    return _compare(name, sides[0].series, sides[1].series)


def _side(
    house: House,
    gateway: Gateway,
    people: list[Resident],
    speak: Speak,
    *,
    rounds: int,
    swings_each: int,
) -> Contestant:
    walks = make_rounds(people, rounds=rounds, swings_each=swings_each)
    lanes = [speak(people, walk) for walk in walks]
    items = len(people) * swings_each * SWING

    def turn(number: int) -> Turn:
        script = Script(gateway.port, tuple(map(tuple, lanes[number])))
        return call_server(house, gateway.pid, script, items=items)

    return Contestant(turn)


def _singly(people: list[Resident], walks: list[list[Point]]) -> Requests:
    lanes: Requests = [[] for _ in range(SINGLY)]
    for step in range(len(walks[0])):
        for index, one in enumerate(people):
            request = speech.owntracks(one.child, one.tracker, [walks[index][step]])
            lanes[index % SINGLY].append(Call(request, b"osan-accepted: 1\r\n"))
    return [lane for lane in lanes if lane]


def _together(people: list[Resident], walks: list[list[Point]]) -> Requests:
    lanes: Requests = [[] for _ in range(TOGETHER)]
    for first in range(0, len(walks[0]), BATCH):
        for index, one in enumerate(people):
            points = walks[index][first : first + BATCH]
            request = speech.owntracks(one.child, one.tracker, points)
            lanes[index % TOGETHER].append(Call(request, b"osan-accepted: 50\r\n"))
    return [lane for lane in lanes if lane]


def _compare(name: str, asked: Series, free: Series) -> Row:
    shares = [
        1 - (f.subject_s / f.items) / (a.subject_s / a.items)
        for a, f in zip(asked.turns, free.turns, strict=True)
    ]
    with_postgres = 1 - (free.subject_us + free.postgres_us) / (
        asked.subject_us + asked.postgres_us
    )
    return Row(
        name=f"consent_share, {name}",
        product=asked.describe(),
        yardstick=f"without asking: {free.describe()}",
        ratio=f"{median(shares):.1%} ({min(shares):.1%}–{max(shares):.1%}); "
        f"with PostgreSQL {with_postgres:.1%}",
        goal=f"≤ {GOAL:.0%}",
        met=median(shares) <= GOAL,
    )


def _answers(seen: Any) -> Row:
    took_ms = [1000 * took for took in seen["took_s"]]
    return Row(
        name="consent_share, require and record",
        product=f"p50 {percentile(took_ms, 0.5):.2f} ms, p99 {percentile(took_ms, 0.99):.2f} ms "
        f"({len(took_ms):,} questions, {seen['uses']:,} uses recorded)",
        yardstick="within the ingest's transaction, under the loads above",
    )


def _check_records(house: House, people: Sequence[Resident], seen: Any) -> None:
    """Each use that was allowed is one record in the table, no more and no less."""
    sql = """
    SELECT count(*) FROM consent.location_uses
    WHERE act = 'collect' AND subject_id = ANY($1::uuid[])
    """
    recorded = counts.ask(house.database, sql, [one.child for one in people])[0][0]
    assert recorded == seen["uses"], f"{recorded} records of {seen['uses']} uses"
