"""The reader that is fast and the schema that is published say the same of every message."""

import json
from pathlib import Path

import hypothesis.strategies as st
import orjson
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from domains.care.homes.prove_message import is_proven, sign, signature_of
from domains.care.homes.read_message import LARGEST_BYTES, read_message

SCHEMA = Path(__file__).parents[3] / "mobile_contracts" / "home" / "message.v1.json"
CONTRACT = Draft202012Validator(json.loads(SCHEMA.read_text()))
KEY = b"k" * 32

KINDS = (
    *("motion", "door", "power", "water", "climate", "smoke", "gas"),
    *("fall", "sos", "heartbeat", "song"),
)
NUMBERS = st.one_of(
    st.integers(-5, 5),
    st.sampled_from([0, 1, 99, 100, 101, 1000, 1001, 2**31, 2**40 - 1, 2**40, 2**43, -(2**31) - 1]),
    st.floats(-200, 20_000, allow_nan=False).filter(lambda number: not number.is_integer()),
)
ANYTHING = st.one_of(NUMBERS, st.booleans(), st.none(), st.text(max_size=45), st.just([]))


def mostly(likely: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(likely, likely, likely, ANYTHING)


COUNT = mostly(st.integers(1, 2**40 - 1))
MOMENT = mostly(st.integers(0, 2**42))
MESSAGES = st.fixed_dictionaries(
    {"v": mostly(st.just(1)), "boot": COUNT, "seq": COUNT, "at": MOMENT},
    optional={
        "kind": mostly(st.sampled_from(KINDS)),
        "sent": MOMENT,
        "times": mostly(st.integers(1, 1000)),
        "open": mostly(st.booleans()),
        "on": mostly(st.booleans()),
        "alarm": mostly(st.booleans()),
        "litres": mostly(NUMBERS),
        "celsius": mostly(NUMBERS),
        "humidity": mostly(NUMBERS),
        "battery": mostly(st.integers(0, 100)),
        "firmware": mostly(st.text(min_size=1, max_size=41)),
        "more": ANYTHING,
    },
)


@settings(max_examples=600, deadline=None)
@given(MESSAGES)
def test_reader_and_schema_agree(said):
    signed = sign(orjson.dumps(said), KEY)
    assert (read_message(signed) is not None) == CONTRACT.is_valid(json.loads(signed))


@given(st.binary(max_size=200) | st.recursive(ANYTHING, st.lists, max_leaves=5).map(orjson.dumps))
def test_nothing_that_arrives_breaks_the_reader(payload):
    assert read_message(payload) is None
    assert signature_of(payload) is None or not is_proven(*signature_of(payload), KEY)


@given(MESSAGES, st.integers(0, 5000), st.integers(1, 255))
def test_a_changed_byte_is_noticed(said, place, change):
    signed = sign(orjson.dumps(said), KEY)
    changed = bytearray(signed)
    changed[place % len(changed)] ^= change
    parts = signature_of(bytes(changed))
    assert parts is None or not is_proven(*parts, KEY)


@pytest.mark.parametrize("payload", [b"", b"{}", b"[1]", b"{" * 900, b"9" * 900, b"null"])
def test_what_is_no_message_is_none(payload):
    assert read_message(payload) is None


def test_a_message_has_its_size():
    said = orjson.dumps({"v": 1, "boot": 1, "seq": 1, "at": 1, "kind": "sos", "x": "x" * 1000})
    assert len(sign(said, KEY)) > LARGEST_BYTES
    assert read_message(sign(said, KEY)) is None


@pytest.mark.parametrize(
    ("said", "urgent"),
    [
        ({"kind": "door", "open": True}, False),
        ({"kind": "power", "on": True}, False),
        ({"kind": "smoke", "alarm": True}, True),
        ({"kind": "smoke", "alarm": False}, False),
        ({"kind": "sos"}, True),
    ],
)
def test_an_open_door_takes_no_alarms_place(said, urgent):
    message = read_message(sign(orjson.dumps({"v": 1, "boot": 1, "seq": 1, "at": 1} | said), KEY))
    assert message is not None
    assert message.alarm is urgent


@pytest.mark.parametrize("firmware", ["1.2\0", "\n", "1.\x7f", "\x85"])
def test_no_firmware_is_called_by_a_control_character(firmware):
    """The NUL above all, which PostgreSQL does not keep: one sensor would stop a whole batch."""
    beat = {"v": 1, "boot": 1, "seq": 1, "at": 1, "kind": "heartbeat", "firmware": firmware}
    signed = sign(orjson.dumps(beat), KEY)
    assert read_message(signed) is None
    assert not CONTRACT.is_valid(json.loads(signed))
