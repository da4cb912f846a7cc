"""Questions out of the tensors of a v2 request: a row a person."""

import json
import math
from collections.abc import Sequence
from datetime import tzinfo
from typing import Any, Final

from ml_serving.contract import Datatype, Refusal, Tensors, TensorSpec
from ml_serving.models.activity_anomaly.ask import MOST_EVENTS, MOST_OUTAGES, Ask, checked
from ml_serving.models.activity_anomaly.channels import KINDS
from ml_serving.models.activity_anomaly.moments import Calendar
from ml_serving.models.activity_anomaly.outages import merged
from ml_serving.models.activity_anomaly.person import Event
from ml_serving.models.activity_anomaly.state import person_of

INPUTS: Final = (
    TensorSpec("state", Datatype.BYTES, (-1, 1)),
    TensorSpec("event_at", Datatype.FP64, (-1, -1)),
    TensorSpec("event_kind", Datatype.INT32, (-1, -1)),
    TensorSpec("event_sensor", Datatype.INT32, (-1, -1)),
    TensorSpec("now", Datatype.FP64, (-1, 1)),
    TensorSpec("outages", Datatype.FP64, (-1, -1, 2)),
    TensorSpec("budget_per_month", Datatype.FP64, (-1, 1)),
)
"""Times in epoch seconds. `state` is the JSON of an earlier answer, empty for a person not known.
Kinds are 0 motion, 1 door, 2 power; -1 fills a row up. An outage of no length fills up, too."""
NOBODY: Final = -1


def read_tensors(tensors: Tensors, zone: tzinfo) -> Sequence[Ask] | Refusal:
    """A question for each row; one that cannot be answered refuses the whole request."""
    if wrong := _wrong_shape(tensors):
        return wrong
    asks = []
    for row in range(len(tensors["now"])):
        ask = _row({name: tensor[row] for name, tensor in tensors.items()}, zone)
        if isinstance(ask, Refusal):
            return ask
        asks.append(ask)
    return asks


def _wrong_shape(tensors: Tensors) -> Refusal | None:
    people = len(tensors.get("now", ()))
    for spec in INPUTS:
        expected = f"`{spec.name}` {spec.datatype} of shape {list(spec.shape)}"
        tensor = tensors.get(spec.name)
        if tensor is None or tensor.ndim != len(spec.shape):
            return Refusal(f"`{spec.name}` is missing or of another shape", expected)
        if any(want not in (-1, have) for want, have in zip(spec.shape, tensor.shape, strict=True)):
            return Refusal(f"`{spec.name}` is of another shape", expected)
        if "now" in tensors and len(tensor) != people:
            return Refusal("the tensors have different numbers of rows", "one row a person in each")
    if tensors["event_at"].shape[1] > MOST_EVENTS or tensors["outages"].shape[1] > MOST_OUTAGES:
        return Refusal("too many events or outages", f"at most {MOST_EVENTS} and {MOST_OUTAGES}")
    if (
        not tensors["event_at"].shape
        == tensors["event_kind"].shape
        == tensors["event_sensor"].shape
    ):
        return Refusal("the event tensors differ in shape", "one column an event in each")
    return None


def _row(row: Tensors, zone: tzinfo) -> Ask | Refusal:
    known = [n for n, kind in enumerate(row["event_kind"]) if kind != NOBODY]
    numbers = [
        *row["event_at"][known],
        *row["outages"].ravel(),
        row["now"][0],
        row["budget_per_month"][0],
    ]
    if not all(map(math.isfinite, numbers)):
        return Refusal("a time or the budget is not a number", "finite numbers")
    if any(not 0 <= row["event_kind"][n] < len(KINDS) for n in known):
        return Refusal("an event is of no known kind", "0 motion, 1 door, 2 power, -1 nothing")
    if any(end < start for start, end in row["outages"]):
        return Refusal("an outage ends before it begins", "`from` not after `to`")
    person = _person(row["state"][0])
    if isinstance(person, Refusal):
        return person
    events = [
        Event(float(row["event_at"][n]), KINDS[row["event_kind"][n]], str(row["event_sensor"][n]))
        for n in known
    ]
    outages = merged((float(start), float(end)) for start, end in row["outages"] if end > start)
    now, budget = float(row["now"][0]), float(row["budget_per_month"][0])
    return checked(Ask(person, events, now, outages, budget, Calendar(zone)))


def _person(state: Any) -> Any:
    text = state.encode() if isinstance(state, str) else bytes(state)
    if not text:
        return None
    try:
        return person_of(json.loads(text))
    except (ValueError, RecursionError):
        return Refusal(
            "the state is not JSON", "the `state` of an earlier answer as JSON, or empty"
        )
