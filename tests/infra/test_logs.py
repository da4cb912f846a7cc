"""Logs tell operators what happened, and nobody about whom."""

import io
import json
import logging

import pytest
import structlog

from infra.setting_sections import LogSettings
from infra.telemetry import Trace, configure_logs, joined_trace
from infra.telemetry.redaction import HIDDEN, blot


@pytest.fixture
def spoken():
    """What a process that logs into here has said, line by line."""
    root, before = logging.getLogger(), (logging.getLogger().handlers, logging.getLogger().level)
    out = io.StringIO()
    configure_logs(LogSettings(), process="gateway", out=out)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.handlers, root.level = before
    structlog.reset_defaults()


def test_a_line_says_when_who_and_what(spoken):
    structlog.stdlib.get_logger("osan").info("arrived", event_id="0198")
    (line,) = spoken()
    assert (line["process"], line["level"], line["event"]) == ("gateway", "info", "arrived")
    assert line["at"].endswith("Z")


def test_lines_of_one_request_carry_its_ids(spoken):
    trace = Trace.begin()
    with joined_trace(trace, request_id="r-12345678"):
        logging.getLogger("somebody.else").warning("slow")
    (line,) = spoken()
    assert (line["trace_id"], line["request_id"]) == (trace.trace_id, "r-12345678")


def test_a_persons_fields_are_hidden_at_any_depth(spoken):
    structlog.stdlib.get_logger("osan").info(
        "taken", child={"name": "민아", "placeName": "집", "fixes": [{"lat": 37.1}]}, count=3
    )
    (line,) = spoken()
    assert line["child"] == {"name": HIDDEN, "placeName": HIDDEN, "fixes": HIDDEN}
    assert line["count"] == 3


@pytest.mark.parametrize(
    "slip",
    [
        "fix at 37.149876, 127.077123",
        "call 010-1234-5678",
        "call +82 10 1234 5678",
        "hana@example.kr",
        "860412-2123456",
        "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJoYW5hIn0.c2ln",
        "Authorization: Bearer opaque-secret",
        "postgres://osan:hunter2@db/osan",
        "GET /ingest/osmand?id=abc&lat=37.1&lon=127.0",
        "duplicate key\nDETAIL:  Key (phone)=(01012345678) already exists.",
    ],
)
def test_what_slips_into_a_sentence_is_blotted_out(slip):
    cleaned = blot(slip)
    assert HIDDEN in cleaned
    for secret in ("37.149", "1234", "hana@", "2123456", "eyJ", "opaque", "hunter2", "lat=37.1"):
        assert secret not in cleaned


def test_ids_counts_and_times_stay_readable():
    kept = "0198a7c2-8d31-7c00-8000-000000000001 took 12.5 ms at 2026-03-03T08:00:00.123456Z"
    assert blot(kept) == kept


def test_a_traceback_names_the_place_and_shows_no_values(spoken):
    phone = "010-1234-5678"
    try:
        raise ValueError(f"no such person: {phone}")
    except ValueError:
        structlog.stdlib.get_logger("osan").exception("failed")
    (line,) = spoken()
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert phone not in json.dumps(line)


def test_a_library_that_writes_the_error_into_its_sentence_quotes_nothing(spoken):
    """As arq does of a job that failed."""
    try:
        raise ValueError("invalid input for query argument $2: '민아' (expected int)")
    except ValueError as error:
        said = "%6.2fs ! %s failed, %s: %s"
        logging.getLogger("arq.worker").exception(said, 0.1, "job", "ValueError", error)
    (line,) = spoken()
    assert "민아" not in json.dumps(line, ensure_ascii=False)
    assert "job failed, ValueError" in line["event"]


def test_what_failed_together_is_quoted_no_more_than_what_failed_alone(spoken):
    try:
        raise ExceptionGroup("two for 민아", [ValueError("민아"), KeyError("민아")])
    except ExceptionGroup:
        structlog.stdlib.get_logger("osan").exception("failed")
    (line,) = spoken()
    assert "민아" not in json.dumps(line, ensure_ascii=False)


def test_what_a_driver_quotes_of_its_arguments_is_not_repeated(spoken):
    try:
        raise ValueError("invalid input for query argument $2: ['민아', 1e+308] (out of range)")
    except ValueError as error:
        error.add_note("for 민아")
        structlog.stdlib.get_logger("osan").exception("failed")
    (line,) = spoken()
    assert "민아" not in json.dumps(line, ensure_ascii=False)
    assert line["exception"][0]["frames"]
