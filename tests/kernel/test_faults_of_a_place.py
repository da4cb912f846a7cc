"""A place that nobody may be at is refused in one way, whoever hears of it."""

import math
from datetime import UTC, datetime

import pytest

from domains.care.cases.position import ReportedPosition, believed
from domains.commute.accept_fix import FixLimits, RefusedFix, ReportedFix, judge_fix
from domains.kernel.geo import VAGUEST_M, Fault, fault_of

NOW = datetime(2026, 11, 23, tzinfo=UTC)
OSAN = (37.1503, 127.0772)
NOWHERE = [
    ((math.nan, 127.0), 10.0, Fault.NOT_FINITE),
    ((37.15, -math.inf), 10.0, Fault.NOT_FINITE),
    ((127.0772, 37.1503), 10.0, Fault.OUT_OF_RANGE),
    ((-90.1, 0.0), 10.0, Fault.OUT_OF_RANGE),
    ((37.15, 180.1), 10.0, Fault.OUT_OF_RANGE),
    ((0.0, 0.0), None, Fault.NULL_ISLAND),
    ((-0.0099, 0.0099), 10.0, Fault.NULL_ISLAND),
    (OSAN, -1.0, Fault.BAD_ACCURACY),
    (OSAN, math.nan, Fault.BAD_ACCURACY),
    (OSAN, VAGUEST_M + 1, Fault.BAD_ACCURACY),
]
SOMEWHERE = [
    (OSAN, None),
    (OSAN, 0.0),
    (OSAN, VAGUEST_M),
    ((0.01, 0.0), 10.0),
    ((0.0, -0.01), 10.0),
    ((-90.0, 180.0), 10.0),
]


def of_a_child(place, accuracy_m):
    """A phone on the way to school."""
    fix = ReportedFix(0, NOW, *place, accuracy_m=accuracy_m)
    return judge_fix(fix, now=NOW, limits=FixLimits())


def of_a_cry(place, accuracy_m):
    """A phone of somebody who cries for help."""
    lat, lon = place
    said = ReportedPosition(lat=lat, lon=lon, accuracy_m=accuracy_m, at=NOW)
    return believed(said, now=NOW)


@pytest.mark.parametrize(("place", "accuracy_m", "fault"), NOWHERE)
def test_nobody_is_there_by_any_entrance(place, accuracy_m, fault) -> None:
    assert fault_of(*place, accuracy_m) is fault
    refused = of_a_child(place, accuracy_m)
    assert isinstance(refused, RefusedFix)
    assert refused.reason.name == fault.name
    assert of_a_cry(place, accuracy_m) is None


@pytest.mark.parametrize(("place", "accuracy_m"), SOMEWHERE)
def test_there_somebody_may_be_by_every_entrance(place, accuracy_m) -> None:
    assert fault_of(*place, accuracy_m) is None
    assert not isinstance(of_a_child(place, accuracy_m), RefusedFix)
    assert of_a_cry(place, accuracy_m) is not None
