"""The verdict must find what it is there to find."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from uuid import UUID

import pytest

from domains.commute.public import CrossingKind
from domains.identity.public import Platform
from domains.kernel.geo import LatLon
from infra.chaos.city import BOTH, Adult, City, Phone, Pupil
from infra.chaos.emulator import Shown
from infra.chaos.tables import CrossingRow, Open, Tables
from infra.chaos.verdict import Truth, Verdict, judge
from infra.chaos.walk import draw_walk

MINA = UUID(int=1)
BEGAN = datetime(2026, 3, 3, 8, tzinfo=UTC).timestamp()
SCHOOL = LatLon(37.15, 127.07)
MOTHER = Adult("mother", (Phone("hana", Platform.ANDROID), Phone("hana-pad", Platform.IOS)))
STRANGER = Adult("stranger", (Phone("stranger", Platform.ANDROID),))
PHONES = ("hana", "hana-pad")


@pytest.fixture
def truth() -> Truth:
    pupil = Pupil("mina", SCHOOL, (MOTHER,), None, BOTH)
    walk = draw_walk(Random(1), school=SCHOOL, visits=1)
    return Truth(
        city=City((pupil,), (STRANGER,)),
        children={"mina": MINA},
        walks={"mina": walk},
        began_at={"mina": BEGAN},
    )


@pytest.fixture
def tables(truth) -> Tables:
    rows = tuple(_row(one.kind, one.at) for one in truth.walks["mina"].crossed)
    return Tables(
        crossings=rows,
        deliveries={(row.event_ids[0], token): "sent" for row in rows for token in PHONES},
        positions={MINA: len(truth.walks["mina"].fixes)},
        left=Open(events=0, given_up=0, deliveries=0),
    )


@pytest.fixture
def shown() -> list[Shown]:
    return [
        Shown(token, kind.value, shown_times=1, alerts=1, at=BEGAN + 9_000)
        for kind in CrossingKind
        for token in PHONES
    ]


def _row(kind: CrossingKind, at_s: float) -> CrossingRow:
    at = datetime.fromtimestamp(BEGAN + at_s, UTC)
    return CrossingRow(MINA, kind, at, at, retracted=False, event_ids=(kind.value,))


def faults(verdict: Verdict) -> set[str]:
    return {fault for fault, names in verdict.faults.items() if names}


def test_a_day_as_planned_passes(truth, tables, shown):
    verdict = judge(truth, tables, shown)
    assert (verdict.passed, verdict.crossings, verdict.shown_once) == (True, 2, 4)


def test_a_lost_push_is_found_and_named(truth, tables, shown):
    verdict = judge(truth, tables, shown[1:])
    assert faults(verdict) == {"lost", "phones with a wrong number"}
    assert verdict.faults["lost"] == ["event enter (enter) on hana"]


def test_a_push_shown_twice_is_found(truth, tables, shown):
    assert "shown twice" in faults(judge(truth, tables, [*shown, shown[0]]))


def test_a_second_ring_on_android_is_found_and_on_an_iphone_only_counted(truth, tables, shown):
    rung = [replace(one, shown_times=2, alerts=2) for one in shown]
    verdict = judge(truth, tables, rung)
    assert faults(verdict) == {"rang again"}
    assert verdict.shown_again_on_ios == 2


def test_a_strangers_phone_that_rings_is_found(truth, tables, shown):
    verdict = judge(truth, tables, [*shown, replace(shown[0], token="stranger")])
    assert faults(verdict) == {"shown on a wrong phone", "phones with a wrong number"}


def test_a_crossing_that_was_never_recorded_is_found(truth, tables, shown):
    fewer = replace(tables, crossings=tables.crossings[:1])
    assert "crossings not as planned" in faults(judge(truth, fewer, shown))


def test_a_retracted_crossing_is_found(truth, tables, shown):
    taken_back = replace(tables.crossings[1], retracted=True)
    verdict = judge(truth, replace(tables, crossings=(tables.crossings[0], taken_back)), shown)
    assert {"crossings retracted", "crossings not as planned"} <= faults(verdict)


def test_work_left_open_is_found(truth, tables, shown):
    open_ = replace(tables, left=Open(events=1, given_up=0, deliveries=0))
    assert faults(judge(truth, open_, shown)) == {"left undone"}


def test_a_lost_position_is_found(truth, tables, shown):
    assert faults(judge(truth, replace(tables, positions={}), shown)) == {
        "positions lost or kept without consent"
    }
