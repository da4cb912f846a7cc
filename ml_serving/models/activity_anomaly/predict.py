"""activity-anomaly as the server loads it: state and events in, state and judgement out.

Constant memory and constant work for each event; time, calendar and outages come with the question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from ml_serving.contract import (
    Archive,
    Datatype,
    Device,
    Prediction,
    Refusal,
    Tensors,
    TensorSpec,
)
from ml_serving.models.activity_anomaly.answer import Judged, answer_of
from ml_serving.models.activity_anomaly.ask import Ask
from ml_serving.models.activity_anomaly.channels import Seats
from ml_serving.models.activity_anomaly.foresee import Wait, foresee
from ml_serving.models.activity_anomaly.hazard import Hazard
from ml_serving.models.activity_anomaly.moments import SLOT_S
from ml_serving.models.activity_anomaly.person import LATENESS_S, Person, slot_of
from ml_serving.models.activity_anomaly.read_json import read_json
from ml_serving.models.activity_anomaly.read_tensors import INPUTS, read_tensors
from ml_serving.models.activity_anomaly.rhythm import newborn
from ml_serving.models.activity_anomaly.stretch import stretch_of
from ml_serving.models.activity_anomaly.travel import travel

OUTPUTS: Final = (
    TensorSpec("state", Datatype.BYTES, (-1, 1)),
    TensorSpec("silence_s", Datatype.FP64, (-1, 1)),
    TensorSpec("score", Datatype.FP64, (-1, 1)),
    TensorSpec("threshold", Datatype.FP64, (-1, 1)),
    TensorSpec("alarm", Datatype.BOOL, (-1, 1)),
    TensorSpec("learning", Datatype.BOOL, (-1, 1)),
    TensorSpec("expected_gap_s", Datatype.FP64, (-1, 1)),
    TensorSpec("alarm_in_s", Datatype.FP64, (-1, 1)),
)
"""`alarm_in_s` is -1 where no alarm is in sight within a day."""


@dataclass(frozen=True, slots=True)
class ActivityAnomaly:
    """The loaded model."""

    weights: Tensors
    hazard: Hazard
    zone: ZoneInfo

    @property
    def inputs(self) -> Sequence[TensorSpec]:
        return INPUTS

    @property
    def outputs(self) -> Sequence[TensorSpec]:
        return OUTPUTS

    @property
    def rows_a_pass(self) -> int | None:
        return None

    def read(self, body: bytes, content_type: str) -> Ask | Refusal:
        if "json" not in content_type:
            return Refusal("the body is not declared as JSON", "content type application/json")
        return read_json(body, self.zone)

    def read_tensors(self, tensors: Tensors) -> Sequence[Ask] | Refusal:
        return read_tensors(tensors, self.zone)

    def features(self, item: Ask) -> Mapping[str, float]:
        """How much was asked, never what somebody did."""
        known = 0.0 if item.person is None else float(item.person.rhythm["days"][0])
        span_s = item.now - item.first_slot * SLOT_S
        return {"days_learnt": known, "events": float(len(item.events)), "span_s": span_s}

    def predict(self, items: Sequence[Ask]) -> Sequence[Prediction]:
        people = [self._person(ask) for ask in items]
        kept = self._at(items, people, [_settled_until(ask) for ask in items])
        whole = self._at(items, kept, [float(slot_of(ask.now) * SLOT_S) for ask in items])
        present = self._at(items, whole, [ask.now for ask in items])
        waits = [_wait(*each) for each in zip(items, whole, present, strict=True)]
        outlooks = foresee(waits, self.hazard)
        judged = map(Judged, items, kept, present, outlooks)
        return [answer_of(each, self.weights) for each in judged]

    def _person(self, ask: Ask) -> Person:
        stranger = Person(ask.first_slot, {}, Seats(), None, 0.0, newborn(self.weights))
        return (ask.person or stranger).heard(ask.events)

    def _at(
        self, items: Sequence[Ask], people: Sequence[Person], until: Sequence[float]
    ) -> list[Person]:
        stretches = [
            stretch_of(person, until=when, calendar=ask.calendar, outages=ask.outages)
            for ask, person, when in zip(items, people, until, strict=True)
        ]
        return travel(people, stretches, [ask.outages for ask in items], self.hazard)


def _wait(ask: Ask, whole: Person, present: Person) -> Wait:
    """What is left of the present slot goes on as it began."""
    gone_s = ask.now % SLOT_S
    rest_s = (SLOT_S - gone_s) % SLOT_S
    gained = max(0.0, float(present.rhythm["score"][0] - whole.rhythm["score"][0]))
    pressure = gained / gone_s * rest_s if gone_s else 0.0
    return Wait(present.rhythm, slot_of(ask.now + rest_s) - 1, rest_s, pressure, ask.calendar)


def _settled_until(ask: Ask) -> float:
    """The end of the last slot that no event may come late for."""
    return float((ask.now - LATENESS_S) // SLOT_S * SLOT_S)


def load(archive: Archive, device: Device) -> ActivityAnomaly:
    """The model of an archive. `device` changes nothing: two thousand numbers wait for no GPU."""
    del device
    zone = ZoneInfo(str(archive.manifest.settings["timezone"]))
    return ActivityAnomaly(archive.weights, Hazard.of(archive.weights), zone)
