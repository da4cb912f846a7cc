"""Workers on several machines share one quota, whatever becomes of Valkey."""

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as ValkeyAway

from infra.push_quota import Asked, SharedQuota, terms_of
from infra.push_quota.stock import Unasked
from infra.push_quota.terms import GRANT_S, WINDOW_S

PER_MIN = 1_200
CONNECTIONS = 4
WORKERS = 3


@dataclass
class Fleet:
    """Workers that share a Valkey, a clock that stands until moved, and what they sent when."""

    valkey: Redis
    per_min: int = PER_MIN
    now: float = 1_000.0
    sent: list[float] = field(default_factory=list)
    alarms: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.terms = terms_of(per_min=self.per_min, workers=WORKERS, connections=CONNECTIONS)
        self.workers = [self.worker() for _ in range(WORKERS)]

    def worker(self) -> SharedQuota:
        return SharedQuota(
            self.valkey,
            name="test",
            terms=self.terms,
            now=lambda: self.now,
            server_now_ms=lambda: self.now * 1000,
        )

    async def send(self, worker: int, count: int, *, is_alarm: bool = False) -> int:
        """As many of `count` as the quota lets out."""
        quota = self.workers[worker]
        await quota.ask(Asked(count, is_alarm))
        out = 0
        while out < count and quota.spend(is_alarm=is_alarm):
            out += 1
        (self.alarms if is_alarm else self.sent).extend([self.now] * out)
        return out

    def fullest_minute(self) -> int:
        """The most that any window of 60 s saw."""
        sent = sorted(self.sent + self.alarms)
        first = fullest = 0
        for last, at in enumerate(sent):
            while sent[first] <= at - WINDOW_S:
                first += 1
            fullest = max(fullest, last - first + 1)
        return fullest


@pytest.fixture
def fleet(valkey: Redis) -> Fleet:
    return Fleet(valkey)


@pytest.mark.parametrize("per_min", [600_000, 60_000, 6_000])
def test_the_terms_keep_their_inequality(per_min: int) -> None:
    terms = terms_of(per_min=per_min, workers=8, connections=100)
    at_worst = 2 * terms.capacity + terms.per_s * (WINDOW_S + GRANT_S) + 8 * (100 + terms.unasked)

    assert at_worst <= per_min + 1e-6


def test_most_of_the_quota_is_used() -> None:
    assert terms_of(per_min=600_000, workers=8, connections=100).per_s * 60 > 0.9 * 600_000


def test_a_quota_that_cannot_be_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        terms_of(per_min=600, workers=8, connections=100)


async def test_a_bucket_that_nobody_knows_is_empty(fleet: Fleet) -> None:
    assert await fleet.send(0, 5) == 0


async def test_it_fills_by_the_second(fleet: Fleet) -> None:
    await fleet.send(0, 1)
    fleet.now += 0.5

    assert 0 < await fleet.send(0, 1_000) <= fleet.terms.per_s * 0.5


async def test_emptying_valkey_grants_nothing(fleet: Fleet) -> None:
    await fleet.send(0, 1)
    fleet.now += 5
    await fleet.valkey.flushdb()

    assert await fleet.send(0, 5) == 0


async def test_advertising_leaves_a_reserve_to_alarms(fleet: Fleet) -> None:
    await fleet.send(0, 1)
    fleet.now += 60
    await fleet.send(0, 1_000)

    assert await fleet.send(1, 1) == 0
    assert await fleet.send(1, 2, is_alarm=True) == 2


async def test_tokens_that_nobody_spent_expire(fleet: Fleet) -> None:
    await fleet.send(0, 1)
    fleet.now += 60
    await fleet.workers[0].ask(Asked(3, is_alarm=False))
    fleet.now += GRANT_S

    assert not fleet.workers[0].spend(is_alarm=False)


class Away:
    """A Valkey that does not answer."""

    def register_script(self, _: str) -> "Away":
        return self

    async def __call__(self, **_: object) -> list[int]:
        raise ValkeyAway


class Hanging(Away):
    async def __call__(self, **_: object) -> list[int]:
        await asyncio.Event().wait()
        return []


async def test_without_valkey_alarms_go_out_and_nothing_else(fleet: Fleet) -> None:
    fleet.valkey = Away()  # type: ignore[assignment]
    lonely = fleet.workers[0] = fleet.worker()

    told = await lonely.ask(Asked(1, is_alarm=False))

    assert told.wait_s > 0
    assert not lonely.spend(is_alarm=False)
    assert lonely.spend(is_alarm=True)


async def test_an_alarm_does_not_wait_for_valkey(fleet: Fleet) -> None:
    fleet.valkey = Hanging()  # type: ignore[assignment]
    slow = fleet.worker()

    await asyncio.wait_for(slow.ask(Asked(1, is_alarm=True)), timeout=0.5)

    assert slow.spend(is_alarm=True)


async def test_what_alarms_took_unasked_is_booked_later(fleet: Fleet) -> None:
    await fleet.send(0, 1)
    fleet.now += 60
    full = fleet.terms.capacity - fleet.terms.reserve
    quota = fleet.workers[0]
    assert quota.spend(is_alarm=True)
    assert quota.spend(is_alarm=True)

    assert await fleet.send(1, 1_000) == int(full)
    fleet.now += 1
    await quota.ask(Asked(0, is_alarm=False))

    assert await fleet.send(1, 1_000) == int(full) - 2


def test_the_unasked_are_few_in_every_minute() -> None:
    unasked = Unasked(20, window_s=60)
    taken = [at for at in range(600) if unasked.take(now=float(at))]

    assert max(sum(first <= at < first + 60 for at in taken) for first in taken) <= 20


async def test_retry_after_silences_everybody(fleet: Fleet) -> None:
    await fleet.send(0, 1)
    fleet.now += 60
    await fleet.workers[0].pause(30)

    told = await fleet.workers[1].ask(Asked(1, is_alarm=False))

    assert told.wait_s == pytest.approx(30, abs=1)
    assert not fleet.workers[0].spend(is_alarm=True)
    assert not fleet.workers[1].spend(is_alarm=True)


PHONE, OTHER = b"p" * 16, b"o" * 16


async def rung(fleet: Fleet, count: int, *, collapsible: bool = False) -> dict[int, float]:
    """Which of `count` messages to one phone must wait, and how long."""
    kind = b"\x01" if collapsible else b"\x00"
    asked = Asked(count, is_alarm=False, devices=PHONE * count, collapsible=kind * count)
    return dict((await fleet.workers[0].ask(asked)).phones_full)


async def rested(fleet: Fleet) -> None:
    await fleet.send(0, 1)
    fleet.now += 60


async def test_one_phone_is_rung_240_times_a_minute_at_most(valkey: Redis) -> None:
    fleet = Fleet(valkey, per_min=600_000)
    await rested(fleet)
    rings = [fleet.now + at * 0.25 for at in range(480)]
    taken = []
    for moment in rings:
        fleet.now = moment
        if not await rung(fleet, 1):
            taken.append(moment)

    assert max(sum(first <= at < first + 60 for at in taken) for first in taken) <= 240
    assert len(taken) > 200


async def test_collapsible_messages_go_twenty_at_once_then_one_in_three_minutes(
    valkey: Redis,
) -> None:
    fleet = Fleet(valkey, per_min=600_000)
    await rested(fleet)

    full = await rung(fleet, 22, collapsible=True)
    assert list(full) == [20, 21]
    assert full[20] == pytest.approx(180, abs=1)

    assert not await rung(fleet, 1)
    fleet.now += 181
    assert list(await rung(fleet, 2, collapsible=True)) == [1]


async def test_a_phone_is_forgotten_when_its_allowance_is_whole(valkey: Redis) -> None:
    fleet = Fleet(valkey, per_min=600_000)
    await rested(fleet)
    await rung(fleet, 1)

    (key,) = await valkey.keys("push:test:phone:*")
    assert await valkey.pttl(key) <= 1_000
    assert await valkey.strlen(key) == 24


@given(
    st.lists(
        st.tuples(
            st.floats(0.0, 3.0),
            st.integers(0, WORKERS - 1),
            st.integers(1, 400),
            st.sampled_from(["send", "send", "send", "alarm", "empty", "hoard"]),
        ),
        min_size=20,
        max_size=120,
    )
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_the_quota_is_kept_in_every_minute(
    valkey: Redis, story: list[tuple[float, int, int, str]]
) -> None:
    await valkey.flushdb()
    fleet = Fleet(valkey)
    for seconds, worker, count, act in story:
        fleet.now += seconds
        match act:
            case "empty":
                await valkey.flushdb()
            case "hoard":
                await fleet.workers[worker].ask(Asked(count, is_alarm=False))
            case _:
                await fleet.send(worker, count, is_alarm=act == "alarm")

    assert fleet.fullest_minute() + WORKERS * CONNECTIONS <= PER_MIN
