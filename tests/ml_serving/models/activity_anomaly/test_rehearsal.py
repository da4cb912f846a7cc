"""The evaluation walks homes by the code that serves: both must come to the same."""

import json
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from ml_serving.models.activity_anomaly.evaluation.falls import draw_falls
from ml_serving.models.activity_anomaly.evaluation.rivals import by_the_hour, timer
from ml_serving.models.activity_anomaly.homes_apart.simulate import simulate
from ml_serving.models.activity_anomaly.rehearsal.episodes import harmless
from ml_serving.models.activity_anomaly.rehearsal.lay_out import lay_out
from ml_serving.models.activity_anomaly.rehearsal.walk import walk
from tests.ml_serving.models.activity_anomaly.conftest import SEOUL

DAYS = 9
SEED = 6
KINDS = ("motion", "door", "power")


def test_a_walk_scores_as_the_server_does(asked: Any, archive: Any) -> None:
    """Slot for slot over nine days of a home with one motion sensor, outages and all."""
    home = simulate(SEED, DAYS)
    street = lay_out([home])
    walked = [float(moment.stepped.rhythm["score"][0]) for moment in walk(street, archive.weights)]
    start = datetime.fromtimestamp(home.since, SEOUL)

    def iso(second: float) -> str:
        return (start + timedelta(seconds=float(second) - home.since)).isoformat()

    events = [
        {"at": iso(at), "kind": KINDS[kind], "sensor": home.sensors[sensor]}
        for at, kind, sensor in zip(home.at, home.kind, home.sensor, strict=True)
    ]
    outages = [{"from": iso(a), "to": iso(b)} for a, b in [*home.outages, *home.pauses]]
    state = asked(state=None, events=[], now=iso(home.since))["state"]
    for slot in (400, 700, len(walked) - 1):
        end = home.since + 900 * (slot + 1)
        heard = [each for each in events if datetime.fromisoformat(each["at"]).timestamp() < end]
        answer = asked(state=state, events=heard, now=iso(end), outages=outages)
        assert answer["score"] == pytest.approx(walked[slot], abs=1e-6)


def test_falls_are_where_somebody_can_fall() -> None:
    homes = [simulate(seed, 34) for seed in (0, 3, 5)]
    street = lay_out(homes)
    falls = draw_falls(street, each=2, after_day=30, random=np.random.default_rng(1))
    assert {fall.where for fall in falls} == {"awake", "asleep", "bathroom"}
    for fall in falls:
        home = homes[fall.home]
        at = home.since + fall.at
        assert ((home.alone[:, 0] <= at) & (at < home.alone[:, 1])).any()
        assert fall.missed_at >= fall.at
        assert street.watched[fall.slot, fall.home] == 1


def test_a_budget_is_kept_by_its_level() -> None:
    random = np.random.default_rng(2)
    sign = random.random((960, 3)) < 0.2
    statistic = random.exponential(size=sign.shape)
    silences = harmless(statistic, sign, np.ones(sign.shape))
    assert silences.months == pytest.approx(30 / 30.4375)
    for budget in (1.0, 10.0, 60.0):
        level = silences.level_for(budget)
        assert budget - 1 / silences.months <= silences.alarms_per_month(level) <= budget


def test_rivals_start_from_nothing_and_stop_in_outages() -> None:
    home = simulate(0, 12)
    street = lay_out([home])
    raw = timer(street, [], np.ones(street.watched.shape))
    grown = np.diff(raw.usual[:, 0])
    assert (grown <= street.watched[1:, 0] + 1e-9).all()
    assert (raw.usual[raw.sign] == 0).all()
    ratio = by_the_hour(street, [], raw, 0.99)
    assert ratio.usual.shape == raw.usual.shape
    assert np.isfinite(ratio.usual).all()


def test_answers_are_json(asked: Any, known: Any) -> None:
    assert json.dumps(asked(state=known, events=[], now="2026-03-23T09:00:00+09:00"))
