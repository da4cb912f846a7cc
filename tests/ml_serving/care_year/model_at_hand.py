"""The served model in this process, asked by many homes at once."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from domains.care.ports import (
    ONE_A_MONTH,
    Deaf,
    Judgement,
    Quiet,
    Reason,
    Rhythm,
    RhythmUnreadable,
    Sign,
    StillLearning,
)
from domains.kernel.clock import SEOUL
from domains.kernel.provenance import Predicted
from domains.kernel.public_holidays import public_holiday
from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Device, Prediction, Refusal
from ml_serving.models import activity_anomaly
from ml_serving.models.activity_anomaly.ask import Ask, checked
from ml_serving.models.activity_anomaly.moments import Calendar
from ml_serving.models.activity_anomaly.outages import merged
from ml_serving.models.activity_anomaly.person import Event, Person
from ml_serving.models.activity_anomaly.predict import ActivityAnomaly, load
from ml_serving.models.activity_anomaly.state import person_of

ARCHIVE: Final = Path(activity_anomaly.__file__).parent / "activity-anomaly-1.0.0.zip"
HOLIDAYS_AROUND: Final = range(-8, 9)


class Kept(str):
    """A rhythm with the person in it: whoever keeps one sees a text."""

    person: Person


class ModelAtHand:
    """`RhythmModel` without a wire. Questions wait until `answer_all`, and ride in one batch."""

    def __init__(self) -> None:
        archive = open_archive(ARCHIVE)
        assert not isinstance(archive, BadArchive), archive
        self._model: ActivityAnomaly = load(archive, Device("cpu"))
        manifest = archive.manifest
        self._by = Predicted(manifest.name, manifest.version, manifest.register_id, 0.0)
        self._waiting: list[tuple[Ask, asyncio.Future[Judgement]]] = []
        self.asked = 0

    async def judge(
        self,
        rhythm: Rhythm | None,
        new: Sequence[Sign],
        *,
        deaf: Sequence[Deaf],
        now: datetime,
        within_s: float,
        budget_per_month: float = ONE_A_MONTH,
    ) -> Judgement:
        del within_s
        ask = checked(
            Ask(
                person=rhythm.person if isinstance(rhythm, Kept) else None,
                events=[Event(each.at.timestamp(), each.kind.value, each.sensor) for each in new],
                now=now.timestamp(),
                outages=merged((d.since.timestamp(), d.until.timestamp()) for d in deaf),
                budget=budget_per_month,
                calendar=_calendar(now.astimezone(SEOUL).date()),
            )
        )
        if isinstance(ask, Refusal):
            assert rhythm is not None, ask
            return RhythmUnreadable()
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append((ask, answer))
        return await answer

    def answer_all(self) -> int:
        """Answer whoever waits; how many they were."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            predictions = self._model.predict([ask for ask, _ in waiting])
            for (_, answer), prediction in zip(waiting, predictions, strict=True):
                answer.set_result(self._judgement(prediction))
        self.asked += len(waiting)
        return len(waiting)

    def _judgement(self, prediction: Prediction) -> Quiet | StillLearning:
        told: Mapping[str, Any] = prediction.answer
        rhythm = _kept(told["state"])
        if told["learning"]:
            return StillLearning(rhythm)
        too_long_in_s = 0.0 if told["alarm"] else told["alarm_in_s"]
        reasons = tuple(Reason(each["code"]) for each in told["reasons"])
        return Quiet(told["silence_s"], too_long_in_s, rhythm, self._by, reasons)


def _kept(state: Any) -> Rhythm:
    person = person_of(state)
    assert isinstance(person, Person), person
    kept = Kept("kept in this process")
    kept.person = person
    return Rhythm(kept)


@lru_cache(maxsize=2_000)
def _calendar(today: date) -> Calendar:
    around = [today + timedelta(days=away) for away in HOLIDAYS_AROUND]
    return Calendar(SEOUL, frozenset(day for day in around if public_holiday(day)))
