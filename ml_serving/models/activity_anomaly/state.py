"""A person as JSON and back: some three kilobytes, versioned, and refused when it was changed.

The digest finds accident and carelessness, not a forger (there is no key here: whoever keeps states
keeps them from others). A forger's numbers are held to their ranges all the same, so that the worst
state makes a foolish answer and no crash.
"""

import hashlib
import json
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ml_serving.contract import Json, Refusal
from ml_serving.models.activity_anomaly.channels import POWERS, ROOMS, Seats
from ml_serving.models.activity_anomaly.moments import SLOT_S
from ml_serving.models.activity_anomaly.person import Firing, Pending, Person
from ml_serving.models.activity_anomaly.rhythm import PLACES, RHYTHM, Rhythms

VERSION: Final = 1
CHANNEL: Final = re.compile("door|(motion|power):[0-9a-f]{8}")
LAST_SLOT: Final = 10**8
OPEN_SLOTS: Final = 8
SHARES: Final = ("usual", "lately", "recent", "trusted")
LARGEST: Final = 1e6


def state_of(person: Person) -> Json:
    """What to hand back with the next request."""
    state = {
        "version": VERSION,
        "slot": person.slot,
        "pending": {str(slot): dict(each) for slot, each in sorted(person.pending.items())},
        "rooms": list(person.seats.rooms),
        "powers": list(person.seats.powers),
        "last_sign": person.last_sign,
        "unheard_s": person.unheard_s,
        "rhythm": b64encode(person.rhythm.tobytes()).decode(),
    }
    return {**state, "digest": _digest(state)}


def person_of(state: Any) -> Person | Refusal:
    """The person whom `state_of` told; a refusal for any other text."""
    expected = f"the `state` of an earlier answer, version {VERSION}, unchanged"
    if not isinstance(state, Mapping):
        return Refusal("the state is not an object", expected)
    if state.get("version") != VERSION:
        return Refusal("the state is of another version", expected)
    told = {name: value for name, value in state.items() if name != "digest"}
    try:
        if state.get("digest") != _digest(told):
            return Refusal("the state was changed", expected)
        return _person(told)
    except (KeyError, TypeError, ValueError, AttributeError, NotBase64):
        return Refusal("the state is not one of this model", expected)


def _digest(state: Json) -> str:
    text = json.dumps(state, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(b"activity-anomaly:" + text.encode()).hexdigest()[:16]


def _person(state: Json) -> Person:
    slot, last, unheard = state["slot"], state["last_sign"], state["unheard_s"]
    seats = Seats(tuple(state["rooms"]), tuple(state["powers"]))
    _require(type(slot) is int and 0 <= slot <= LAST_SLOT)
    _require(last is None or 0 <= float(last) <= (slot + OPEN_SLOTS) * SLOT_S)
    _require(0 <= float(unheard) <= LAST_SLOT * SLOT_S)
    _require(len(seats.rooms) <= ROOMS and len(seats.powers) <= POWERS)
    _require(all(CHANNEL.fullmatch(each) for each in (*seats.rooms, *seats.powers)))
    pending = {int(at): _firings(each) for at, each in state["pending"].items()}
    _require(all(slot <= at <= slot + OPEN_SLOTS for at in pending))
    last_sign = None if last is None else float(last)
    return Person(
        slot, _checked(pending), seats, last_sign, float(unheard), _rhythm(state["rhythm"])
    )


def _firings(told: Mapping[str, Any]) -> Mapping[str, Firing]:
    return {channel: (mask, float(second)) for channel, (mask, second) in told.items()}


def _checked(pending: Pending) -> Pending:
    for firings in pending.values():
        for channel, (mask, second) in firings.items():
            _require(bool(CHANNEL.fullmatch(channel)))
            _require(type(mask) is int and 0 < mask < 1 << 15 and 0 <= second < SLOT_S)
    return pending


def _rhythm(text: str) -> Rhythms:
    body = b64decode(text, validate=True)
    _require(len(body) == RHYTHM.itemsize)
    numbers = np.frombuffer(body, dtype="<f4")
    _require(
        bool(np.isfinite(numbers).all() and (numbers >= 0).all() and (numbers <= LARGEST).all())
    )
    rhythm = np.frombuffer(body, dtype=RHYTHM).copy()
    _require(all(bool((rhythm[name] <= 1).all()) for name in SHARES))
    _require(bool((rhythm["place"] < PLACES).all()))
    return rhythm


def _require(sound: bool) -> None:
    if not sound:
        raise ValueError
