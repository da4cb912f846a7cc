"""The shipped model, and somebody whose days are known."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Archive, Device, Refusal
from ml_serving.models.activity_anomaly.predict import ActivityAnomaly, load

SEOUL = timezone(timedelta(hours=9))
MONDAY = datetime(2026, 3, 2, tzinfo=SEOUL)
SHIPPED = "ml_serving/models/activity_anomaly/activity-anomaly-1.0.0.zip"


@pytest.fixture(scope="session")
def archive(repository: Path) -> Archive:
    opened = open_archive(repository / SHIPPED)
    assert not isinstance(opened, BadArchive), opened.reason
    return opened


@pytest.fixture(scope="session")
def model(archive: Archive) -> ActivityAnomaly:
    return load(archive, Device())


@pytest.fixture(scope="session")
def asked(model: ActivityAnomaly) -> Callable[..., dict[str, Any]]:
    """Ask as a caller would: JSON in, the answer out, which must be JSON again."""

    def ask(**told: Any) -> dict[str, Any]:
        item = model.read(json.dumps(told).encode(), "application/json")
        assert not isinstance(item, Refusal), item
        answer = model.predict([item])[0].answer
        return dict(json.loads(json.dumps(answer, allow_nan=False)))

    return ask


@pytest.fixture(scope="session")
def refused(model: ActivityAnomaly) -> Callable[..., str]:
    """The reason why a question is refused."""

    def ask(body: bytes | None = None, **told: Any) -> str:
        item = model.read(json.dumps(told).encode() if body is None else body, "application/json")
        assert isinstance(item, Refusal)
        return item.reason

    return ask


def at(day: float, hour: float = 0.0) -> str:
    """An hour of a day after that Monday, in Seoul."""
    return (MONDAY + timedelta(days=day, hours=hour)).isoformat()


def event(day: float, hour: float, kind: str = "motion", sensor: str = "living") -> dict[str, str]:
    return {"at": at(day, hour), "kind": kind, "sensor": sensor}


def regular_days(first: int, last: int) -> list[dict[str, str]]:
    """Up at seven, about until eleven, out from two to four; a little different every day."""
    return [each for day in range(first, last) for each in _regular_day(day)]


def _regular_day(day: int) -> Sequence[dict[str, str]]:
    late = (day * 7 % 5 - 2) / 12
    hours = [7 + late + 0.4 * step for step in range(40)]
    home = [event(day, hour) for hour in hours if not 14 <= hour < 16]
    doors = [event(day, hour, "door", "front") for hour in (14.02, 16.0 - 0.02)]
    return [*home, *doors, event(day, 7.5 + late, "power", "kettle")]


@pytest.fixture(scope="session")
def known(asked: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """The state of somebody after two regular weeks, at half past eleven in the evening."""
    return dict(asked(state=None, events=regular_days(7, 21), now=at(20, 23.5))["state"])
