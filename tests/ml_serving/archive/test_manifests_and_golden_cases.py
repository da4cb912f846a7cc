"""Nothing that an archive says of itself is believed; what is refused, is refused in a sentence."""

import pytest

from tests.ml_serving.archive.parts import (
    accepted,
    changed,
    members_of,
    refusal_of,
    rezipped,
)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe{}", "is not UTF-8"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"name": "a", "name": "b"}', "says one thing twice"),
        (b'{"name": NaN}', "holds NaN, which is no number"),
        (b'{"name": 1e999}', "holds a number that no float can hold"),
        (b'{"name": ' + b"9" * 5000 + b"}", "more than 64 bits"),
        (b"[]", "must have type object"),
        (b"{}", "must have architecture, description"),
    ],
)
def test_a_manifest_that_is_none(path, body, why):
    reason = refusal_of(rezipped(path, {"model.json": body}))
    assert reason.startswith("model.json")
    assert why in reason


def nested(levels: int) -> object:
    return {"a": nested(levels - 1)} if levels else {}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "Fractions"}, "small letters, digits and hyphens are wanted"),
        ({"name": "../../etc"}, "small letters, digits and hyphens are wanted"),
        ({"name": "fractions\n"}, "small letters, digits and hyphens are wanted"),
        ({"name": ""}, "name: must have minLength 1"),
        ({"version": "1.0"}, "a semantic version like 1.0.0 is wanted"),
        ({"version": "01.0.0"}, "a semantic version"),
        ({"version": "1.0.0\n"}, "a semantic version"),
        ({"version": 1}, "version: must have type string"),
        ({"architecture": "os"}, "names the architecture 'os'; this server knows activity-anomaly"),
        ({"register_id": ""}, "register_id: must have minLength 1"),
        ({"register_id": "osan-ai-1\r\nX-Evil: 1"}, "visible ASCII is wanted"),
        ({"register_id": "오산-1"}, "visible ASCII is wanted"),
        ({"licence": None}, "licence: must have type string"),
        ({"description": "half a \ud83d"}, "holds half a character"),
        ({"settings": {"half a \ude00": 1}}, "holds half a character"),
        ({"settings": {"width": 2**63}}, "more than 64 bits"),
        ({"metrics": {"auc": 10**299}}, "more than 64 bits"),
        ({"settings": nested(63)}, "nested too deeply"),
        ({"metrics": {"auc": "high"}}, "metrics/auc: must have type number"),
        ({"profile": {"x": {"mean": 0}}}, "profile/x: must have high, low, std"),
        ({"entry_point": "os.system"}, "knows no entry_point"),
        ({"sizes": {"tensors": 1, "parameters": 1, "bytes": 1}}, "weights of another size"),
    ],
)
def test_a_manifest_that_does_not_tell_what_it_must(path, change, why):
    told = changed(members_of(path)["model.json"], **change)
    assert why in refusal_of(rezipped(path, {"model.json": told}))


@pytest.mark.parametrize(
    "wish",
    [
        [1],
        {"max_batch": "8"},
        {"max_batch": 0},
        {"max_batch": 2**40},
        {"max_delay_s": -1},
        {"answer_s": 1e300},
        {"answer_s": 0},
        {"hung_s": True},
        {"queue_rows": 1.5},
        {"priority": "first"},
        {"threads": 64},
    ],
)
def test_wishes_that_nobody_may_have(path, wish):
    told = changed(members_of(path)["model.json"], settings={"serving": wish})
    assert "model.json: settings/serving" in refusal_of(rezipped(path, {"model.json": told}))


def test_wishes_and_numbers_that_anybody_may_have(path):
    wishes = {"max_batch": 8.0, "priority": "safety", "answer_s": 0.5, "learns_seats": False}
    settings = {"serving": wishes, "large": 2**63 - 1, "face": "🙂", "deep": nested(61)}
    told = changed(members_of(path)["model.json"], settings=settings)
    body = rezipped(path, {"model.json": told})
    assert accepted(body).manifest.settings == settings


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"tolerance": -1}, "tolerance: must have minimum 0"),
        ({"tolerance": "loose"}, "tolerance: must have type number"),
        ({"answer": 1}, "answer: must have type object"),
        ({"content_type": ""}, "content_type: must have minLength 1"),
        ({"code": "x"}, "knows no code"),
    ],
)
def test_a_golden_case_that_proves_nothing(path, change, why):
    name = "golden/two-right-answers.json"
    told = changed(members_of(path)[name], **change)
    reason = refusal_of(rezipped(path, {name: told}))
    assert reason.startswith(name)
    assert why in reason


def test_an_archive_without_a_golden_case(path):
    none = {"golden/two-right-answers.json": None, "golden/two-right-answers.bin": None}
    assert "no golden case" in refusal_of(rezipped(path, none))
