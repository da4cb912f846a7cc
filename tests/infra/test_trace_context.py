"""A trace begun elsewhere goes on here; nonsense begins a new one (W3C Trace Context)."""

import pytest

from infra.telemetry import Trace

GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_a_valid_header_survives_the_round_trip():
    trace = Trace.parse(GIVEN)
    assert trace is not None
    assert trace.header == GIVEN


def test_a_child_stays_in_the_trace_and_has_its_own_span():
    trace = Trace.parse(GIVEN)
    child = trace.child()
    assert child.trace_id == trace.trace_id
    assert child.span_id != trace.span_id


def test_a_later_version_is_understood_by_its_first_four_parts():
    assert Trace.parse(GIVEN.replace("00-", "01-", 1) + "-what-comes-next") is not None


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "nonsense",
        GIVEN.upper(),
        GIVEN + "-more",
        "ff" + GIVEN[2:],
        GIVEN.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0" * 32),
        GIVEN.replace("00f067aa0ba902b7", "0" * 16),
    ],
)
def test_an_invalid_header_is_as_good_as_none(header):
    assert Trace.parse(header) is None


def test_the_callers_wish_not_to_be_sampled_is_passed_on():
    trace = Trace.parse(GIVEN[:-2] + "00")
    assert trace is not None
    assert trace.child().header.endswith("-00")
