"""The verdict over campaigns must find what it is there to find."""

from dataclasses import replace
from uuid import UUID

import pytest

from infra.chaos.push.order import PushOrder
from infra.chaos.push.tables import Ledger
from infra.chaos.push.verdict import PushVerdict, Seen, Told, judge

NEWS, DOOMED = UUID(int=1), UUID(int=2)
PHONES = ("a", "b", "c", "dead")


@pytest.fixture
def seen() -> Seen:
    states = {(NEWS, phone): "sent" for phone in PHONES} | {
        (DOOMED, "a"): "sent",
        (DOOMED, "b"): "retracted",
        (NEWS, "dead"): "failed: unregistered",
    }
    return Seen(
        phones=PHONES,
        dead={"dead"},
        campaigns=[Told(NEWS, shown={"a": 1, "b": 1, "c": 1, "dead": 0})],
        doomed=Told(DOOMED, shown={"a": 1}, attempts=1, last_at=100.4, cancelled_at=100.0),
        ledger=Ledger(states, forgotten=frozenset({"dead"})),
        most_in_a_minute=600,
        quota_per_min=600,
    )


def faults(verdict: PushVerdict) -> set[str]:
    return {fault for fault, names in verdict.faults.items() if names}


def test_a_storm_that_lost_nothing_passes(seen):
    verdict = judge(seen)
    assert faults(verdict) == set()
    assert (verdict.passed, verdict.due, verdict.shown_once) == (True, 3, 3)


@pytest.mark.parametrize(
    ("times", "fault"), [(0, {"lost"}), (2, {"shown twice"})], ids=["lost", "twice"]
)
def test_a_phone_that_was_told_otherwise_than_once_is_found(seen, times, fault):
    campaign = replace(seen.campaigns[0], shown={"a": 1, "b": 1, "c": times})
    assert faults(judge(replace(seen, campaigns=[campaign]))) == fault


def test_a_phone_may_have_heard_the_news_before_it_died(seen):
    campaign = replace(seen.campaigns[0], shown={"a": 1, "b": 1, "c": 1, "dead": 1})
    assert judge(replace(seen, campaigns=[campaign])).passed


def test_a_dead_phone_that_is_still_known_is_found(seen):
    ledger = replace(seen.ledger, forgotten=frozenset())
    assert faults(judge(replace(seen, ledger=ledger))) == {"dead and still known"}


def test_a_living_phone_that_was_forgotten_is_found(seen):
    ledger = replace(seen.ledger, forgotten=frozenset({"dead", "a"}))
    assert faults(judge(replace(seen, ledger=ledger))) == {"forgotten alive"}


def test_a_send_after_the_cancellation_is_found(seen):
    late = replace(seen.doomed, last_at=101.1)
    assert faults(judge(replace(seen, doomed=late))) == {"begun after the cancellation"}


def test_a_cancellation_that_proves_nothing_is_said_to(seen):
    never = replace(seen.doomed, cancelled_at=None)
    assert faults(judge(replace(seen, doomed=never))) == {"the cancellation did not happen"}
    full = replace(seen.doomed, shown=dict.fromkeys(PHONES, 1))
    assert "cancelled too early or too late to prove anything" in faults(
        judge(replace(seen, doomed=full))
    )


def test_one_too_many_in_a_minute_is_found(seen):
    assert faults(judge(replace(seen, most_in_a_minute=601))) == {"over the quota"}


def test_work_left_open_and_a_ledger_that_disagrees_are_found(seen):
    states = {**seen.ledger.states, (NEWS, "a"): "queued", (DOOMED, "b"): "sending"}
    ledger = replace(seen.ledger, states=states)
    assert faults(judge(replace(seen, ledger=ledger))) == {
        "left undone",
        "shown, and not in the ledger",
    }


def test_the_quota_of_a_storm_lets_all_through_and_no_more_than_twice_that(seen):
    order = PushOrder(seed=1)
    in_all = order.quota_per_min * order.lasts_s / 60
    assert order.messages <= in_all <= 2.1 * order.messages
