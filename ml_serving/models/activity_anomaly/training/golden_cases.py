"""Questions whose answers an archive carries along."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ml_serving.contract import GoldenCase, Refusal
from ml_serving.models.activity_anomaly.predict import ActivityAnomaly

TOLERANCE: Final = 1e-6
MONDAY: Final = datetime(2026, 3, 1, 15, tzinfo=UTC)
"""Midnight in Seoul."""
ROUND: Final = ((7, "motion"), (8, "power"), (9.2, "motion"), (12, "motion"), (13, "door"))
AFTERNOON: Final = ((15, "door"), (15.1, "motion"), (18, "power"), (19.5, "motion"), (22, "motion"))


def golden_cases(model: ActivityAnomaly) -> list[GoldenCase]:
    """A stranger; ten regular days of somebody; a silent morning on the state they left, and the
    same with an outage in it."""
    days = [_at(day, hour, kind) for day in range(10) for hour, kind in (*ROUND, *AFTERNOON)]
    known = _case(model, "ten-days", {"state": None, "events": days, "now": _hour(9, 22.1)})
    state = known.answer["state"]
    morning = {"state": state, "events": [], "now": _hour(10, 13.3)}
    outage = {"from": _hour(10, 6.5), "to": _hour(10, 12)}
    return [
        _case(model, "stranger", {"state": None, "events": [], "now": _hour(0, 9)}),
        known,
        _case(model, "silent-morning", morning),
        _case(model, "deaf-morning", {**morning, "outages": [outage], "budget_per_month": 4}),
    ]


def _at(day: int, hour: float, kind: str) -> Mapping[str, str]:
    late = (day * 37 % 11 - 5) / 20
    return {"at": _hour(day, hour + late), "kind": kind, "sensor": f"{kind}-1"}


def _hour(day: int, hour: float) -> str:
    return (MONDAY + timedelta(days=day, hours=hour)).isoformat()


def _case(model: ActivityAnomaly, name: str, asked: Mapping[str, Any]) -> GoldenCase:
    body = json.dumps(asked).encode()
    item = model.read(body, "application/json")
    assert not isinstance(item, Refusal), item.reason
    return GoldenCase(name, body, "application/json", _answer(model, [item]), TOLERANCE)


def _answer(model: ActivityAnomaly, items: Sequence[Any]) -> Mapping[str, Any]:
    return model.predict(items)[0].answer
