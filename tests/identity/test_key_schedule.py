"""A year of signing keys: whoever looks at our key set once an hour verifies every token."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.identity.key_schedule import (
    FIRST,
    KEY_SET_CACHED,
    LEAD,
    KeyState,
    KeyTimes,
    Schedule,
    next_turn,
    published_kids,
    signing_kid,
    state_of,
)

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MONTHLY = Schedule(signs_for=timedelta(days=30), tokens_live=timedelta(minutes=10))
STEP = timedelta(minutes=9)
"""How often the year is looked at: oftener than a token lives."""


@dataclass
class City:
    """One table of keys, a gateway that reads it now and then, a verifier that caches for an hour.

    `gateway_rests` is how stale a gateway's ring may be, `sweep_rests` how long no worker ran.
    """

    gateway_rests: timedelta
    sweep_rests: timedelta
    now: datetime = NEW_YEAR
    table: list[KeyTimes] = field(default_factory=lambda: [KeyTimes("configured", FIRST)])
    ring: list[KeyTimes] = field(default_factory=list)
    read_at: datetime = FIRST
    swept_at: datetime = FIRST
    fetched: set[str] = field(default_factory=set)
    fetched_at: datetime = FIRST
    made: int = 0
    living: list[tuple[str, datetime]] = field(default_factory=list)

    def pass_time(self) -> None:
        self.now += STEP
        if self.now - self.swept_at >= self.sweep_rests:
            self.sweep()
        if self.now - self.read_at >= self.gateway_rests:
            self.ring, self.read_at = list(self.table), self.now
        if self.now - self.fetched_at >= KEY_SET_CACHED:
            self.fetched, self.fetched_at = self.published(self.ring), self.now

    def sweep(self) -> None:
        self.swept_at = self.now
        turn = next_turn(self.table, schedule=MONTHLY, now=self.now)
        if turn is not None:
            self.made += 1
            needed = self.published(self.table)
            self.table = [key for key in self.table if key.kid in needed]
            self.table.append(KeyTimes(f"key-{self.made}", turn))

    def issue(self) -> str:
        kid = signing_kid(self.ring, now=self.now)
        assert kid is not None
        self.living.append((kid, self.now + MONTHLY.tokens_live))
        return kid

    def published(self, keys: list[KeyTimes]) -> set[str]:
        return published_kids(keys, schedule=MONTHLY, now=self.now)

    def living_kids(self) -> set[str]:
        self.living = [(kid, until) for kid, until in self.living if self.now < until]
        return {kid for kid, _ in self.living}


@settings(max_examples=3, deadline=None, derandomize=True)
@given(
    gateway_rests=st.sampled_from([timedelta(seconds=15), timedelta(minutes=30)]),
    sweep_rests=st.sampled_from([timedelta(minutes=10), timedelta(days=3), timedelta(days=45)]),
)
def test_in_a_whole_year_every_living_token_verifies(gateway_rests, sweep_rests):
    city, signed = City(gateway_rests, sweep_rests), set()
    while city.now < NEW_YEAR + timedelta(days=365):
        city.pass_time()
        signed.add(city.issue())
        living = city.living_kids()
        assert living <= city.fetched, "somebody's cached key set lacks a key"
        assert living <= city.published(city.ring), "a gateway refuses a living token"
    assert len(signed) >= (7 if sweep_rests > timedelta(days=30) else 11)
    assert len(city.published(city.table)) <= 3


def test_a_key_is_next_then_signs_then_retires_and_goes():
    first, second = KeyTimes("a", NEW_YEAR), KeyTimes("b", NEW_YEAR + timedelta(days=30))
    keys = [first, second]
    turn = second.signs_from
    assert state_of(second, keys, now=turn - LEAD) is KeyState.NEXT
    assert state_of(second, keys, now=turn) is KeyState.SIGNING
    assert state_of(first, keys, now=turn) is KeyState.RETIRED
    assert published_kids(keys, schedule=MONTHLY, now=turn + timedelta(minutes=14)) == {"a", "b"}
    assert published_kids(keys, schedule=MONTHLY, now=turn + timedelta(minutes=15)) == {"b"}


def test_a_withdrawn_key_neither_signs_nor_verifies():
    stolen = KeyTimes("a", NEW_YEAR, withdrawn_at=NEW_YEAR + timedelta(days=1))
    fresh = KeyTimes("b", NEW_YEAR + timedelta(days=1))
    now = fresh.signs_from
    assert signing_kid([stolen, fresh], now=now) == "b"
    assert published_kids([stolen, fresh], schedule=MONTHLY, now=now) == {"b"}
    assert state_of(stolen, [stolen, fresh], now=now) is KeyState.WITHDRAWN


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=90)])
def test_while_no_worker_runs_the_old_key_goes_on_signing(late):
    old = KeyTimes("a", NEW_YEAR)
    now = NEW_YEAR + MONTHLY.signs_for + late
    assert signing_kid([old], now=now) == "a"
    assert next_turn([old], schedule=MONTHLY, now=now) == now + LEAD
