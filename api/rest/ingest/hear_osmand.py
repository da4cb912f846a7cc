"""The OsmAnd protocol (traccar.org/osmand): one point in query or form parameters.

Spoken by Traccar Client up to 8, by the OsmAnd app's online tracking and by many others.
"""

from collections.abc import Mapping
from datetime import datetime

from api.rest.ingest.door import NOTHING_HEARD, Heard
from api.rest.ingest.read_values import measure, moment, number
from domains.commute.public import Refusal, RefusedFix, ReportedFix

KNOT = 1852 / 3600
"""`speed` is in knots."""

FINEST_BY_HDOP_M = 10.0
"""OsmAnd writes metres under `hdop`, others the factor it is named for: no fix known only by
that is trusted to better than this."""

NO = frozenset({"0", "false"})


def hear_osmand(said: Mapping[str, str], *, now: datetime) -> Heard:
    """The point that the parameters state, received at `now`; a ping without one is nothing."""
    place = _place(said)
    if place is None:
        return NOTHING_HEARD
    if said.get("valid", "").lower() in NO:
        return Heard((), (RefusedFix(0, Refusal.NO_FIX),))
    lat, lon = number(place[0]), number(place[1])
    at = moment(said["timestamp"]) if "timestamp" in said else now
    if lat is None or lon is None or at is None:
        return Heard((), (RefusedFix(0, Refusal.MALFORMED),))
    return Heard((_fix(said, at=at, lat=lat, lon=lon),))


def _place(said: Mapping[str, str]) -> tuple[str, str] | None:
    if "lat" in said or "lon" in said:
        return said.get("lat", ""), said.get("lon", "")
    if "location" in said:
        lat, _, lon = said["location"].partition(",")
        return lat, lon
    return None


def _fix(said: Mapping[str, str], *, at: datetime, lat: float, lon: float) -> ReportedFix:
    speed_knots = measure(said.get("speed"))
    return ReportedFix(
        order=0,
        at=at,
        lat=lat,
        lon=lon,
        accuracy_m=_accuracy_m(said),
        speed_mps=None if speed_knots is None else speed_knots * KNOT,
    )


def _accuracy_m(said: Mapping[str, str]) -> float | None:
    if "accuracy" in said:
        return number(said["accuracy"])
    hdop = number(said.get("hdop"))
    return None if not hdop else max(hdop, FINEST_BY_HDOP_M)
