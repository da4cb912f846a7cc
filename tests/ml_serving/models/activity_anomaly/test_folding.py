"""What must hold for any events whatsoever."""

import json
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.ml_serving.examples import examples
from tests.ml_serving.models.activity_anomaly.conftest import MONDAY

SPAN_S = 10 * 3600
SETTINGS = settings(max_examples=examples(6), deadline=None)
KINDS = {"motion": "living", "door": "front", "power": "kettle"}


def instant(second: float) -> str:
    return (MONDAY + timedelta(days=21, seconds=second)).isoformat()


def told(second: int, kind: str) -> dict[str, str]:
    return {"at": instant(second), "kind": kind, "sensor": KINDS[kind]}


events = some.lists(
    some.tuples(some.integers(0, SPAN_S), some.sampled_from(sorted(KINDS))), max_size=25
)


@SETTINGS
@given(events=events)
def test_one_by_one_is_as_all_at_once(asked: Any, known: Any, events: Any) -> None:
    events = sorted(events)
    whole = asked(state=known, events=[told(*each) for each in events], now=instant(SPAN_S))
    state = known
    for second, kind in events:
        state = asked(state=state, events=[told(second, kind)], now=instant(second))["state"]
    by_one = asked(state=state, events=[], now=instant(SPAN_S))
    assert by_one == whole


@SETTINGS
@given(events=events, twice=some.integers(1, 3))
def test_duplicates_and_order_change_nothing(
    asked: Any, known: Any, events: Any, twice: int
) -> None:
    plain = [told(*each) for each in events]
    answer = asked(state=known, events=plain, now=instant(SPAN_S))
    assert asked(state=known, events=plain[::-1] * twice, now=instant(SPAN_S)) == answer


@SETTINGS
@given(late=some.integers(0, 1750), events=events)
def test_half_an_hour_late_is_in_time(asked: Any, known: Any, late: int, events: Any) -> None:
    """The state is the same, in whatever order the last half hour arrived."""
    straggler = told(SPAN_S - late, "motion")
    plain = [told(*each) for each in events]
    first = asked(state=known, events=plain, now=instant(SPAN_S))["state"]
    behind = asked(state=first, events=[straggler], now=instant(SPAN_S))
    assert behind == asked(state=known, events=[*plain, straggler], now=instant(SPAN_S))


@SETTINGS
@given(events=events, waits=some.lists(some.integers(1, 6 * 3600), min_size=2, max_size=6))
def test_a_longer_silence_never_scores_lower(
    asked: Any, known: Any, events: Any, waits: Any
) -> None:
    state = asked(state=known, events=[told(*each) for each in events], now=instant(SPAN_S))[
        "state"
    ]
    scores = [
        asked(state=state, events=[], now=instant(SPAN_S + wait))["score"] for wait in sorted(waits)
    ]
    assert scores == sorted(scores)


@SETTINGS
@given(start=some.integers(0, SPAN_S), length=some.integers(0, SPAN_S), events=events)
def test_an_outage_adds_no_silence(
    asked: Any, known: Any, start: int, length: int, events: Any
) -> None:
    plain = [told(*each) for each in events]
    outage = [{"from": instant(start), "to": instant(start + length)}]
    heard = asked(state=known, events=plain, now=instant(SPAN_S))
    deaf = asked(state=known, events=plain, now=instant(SPAN_S), outages=outage)
    assert deaf["silence_s"] <= heard["silence_s"] + 1e-6
    assert asked(state=known, events=plain, now=instant(SPAN_S), outages=outage * 2) == deaf


@SETTINGS
@given(several=some.lists(events, min_size=2, max_size=4))
def test_nobody_depends_on_the_company(model: Any, known: Any, several: Any) -> None:
    bodies = [
        {
            "state": known if n % 2 else None,
            "events": [told(*each) for each in events],
            "now": instant(SPAN_S),
        }
        for n, events in enumerate(several)
    ]
    items = [model.read(json.dumps(body).encode(), "application/json") for body in bodies]
    alone = [model.predict([item])[0].answer for item in items]
    assert [each.answer for each in model.predict(items)] == alone
    assert [each.answer for each in model.predict(items[::-1])][::-1] == alone
