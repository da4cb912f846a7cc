"""Questions that cannot be answered are told what was expected, and nothing of the input."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ml_serving.contract import Refusal
from tests.ml_serving.examples import examples
from tests.ml_serving.models.activity_anomaly.conftest import at, event

NOT_JSON = [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b"[]", b'"now"', b"{}", b'{"now": 5}']


@pytest.mark.parametrize("body", NOT_JSON)
def test_what_is_no_question(refused: Any, body: bytes) -> None:
    assert refused(body)


def test_nan_is_no_number(refused: Any) -> None:
    body = json.dumps({"now": at(0), "events": [], "budget_per_month": float("nan")}).encode()
    assert "NaN" in refused(body)


@pytest.mark.parametrize("budget", [0, -1, 32, 1e300, "1", True, None, [1]])
def test_a_budget_is_a_rate_that_can_be(refused: Any, budget: Any) -> None:
    assert refused(now=at(0), events=[], budget_per_month=budget)


@pytest.mark.parametrize("now", ["", "now", "2026-03-02T00:00:00", "0001-01-01T00:00:00Z", 5, None])
def test_an_instant_has_an_offset(refused: Any, now: Any) -> None:
    assert "now" in refused(now=now, events=[])


def test_the_future_is_not_known(refused: Any, asked: Any) -> None:
    assert "future" in refused(state=None, events=[event(0, 12.2)], now=at(0, 12))
    assert asked(state=None, events=[event(0, 12.02)], now=at(0, 12))["silence_s"] == 0


def test_what_comes_too_late_is_refused(refused: Any, known: Any) -> None:
    assert "too late" in refused(state=known, events=[event(20, 12)], now=at(21))


def test_time_does_not_go_back(refused: Any, known: Any) -> None:
    assert "before" in refused(state=known, events=[], now=at(20, 12))


def test_years_at_once_are_too_much(refused: Any) -> None:
    assert "too long" in refused(state=None, events=[event(0, 0)], now=at(50))


@pytest.mark.parametrize(
    "wrong",
    [
        {"events": [{"at": at(0), "kind": "smoke", "sensor": "s"}]},
        {"events": [{"at": at(0), "kind": "motion", "sensor": "s" * 101}]},
        {"events": [{"kind": "motion", "sensor": "s"}]},
        {"events": {"at": at(0)}},
        {"events": [at(0)]},
        {"outages": [{"from": at(1), "to": at(0)}]},
        {"outages": [[at(0), at(1)]]},
        {"holidays": ["someday"]},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"nonsense": 1},
        {"state": "text"},
    ],
)
def test_every_field_is_looked_at(refused: Any, wrong: dict[str, Any]) -> None:
    assert refused(**{"now": at(2), "events": [], **wrong})


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"slot": 5},
        {"last_sign": 0.0},
        {"unheard_s": 1e9},
        {"powers": ["kettle"]},
        {"digest": "0" * 16},
        {"rhythm": "AAAA"},
        {"more": 1},
    ],
)
def test_a_changed_state_is_refused(refused: Any, known: Any, change: dict[str, Any]) -> None:
    assert "state" in refused(state={**known, **change}, events=[], now=at(21))


@settings(max_examples=examples(40), deadline=None)
@given(
    told=some.recursive(
        some.none() | some.booleans() | some.floats() | some.integers() | some.text(max_size=8),
        lambda inner: (
            some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=4), inner)
        ),
        max_leaves=8,
    ),
    name=some.sampled_from(["state", "events", "outages", "now", "holidays", "timezone"]),
)
def test_nothing_a_stranger_sends_is_an_exception(
    model: Any, known: Any, told: Any, name: str
) -> None:
    bodies = [{"now": at(21), "state": known, "events": [], name: told}]
    bodies.append({"now": at(21), "state": {**known, "pending": told}})
    for body in bodies:
        item = model.read(json.dumps(body).encode(), "application/json")
        assert isinstance(item, Refusal) or model.predict([item])


def test_a_picture_is_no_question(model: Any) -> None:
    assert isinstance(model.read(b"\x89PNG", "image/png"), Refusal)
