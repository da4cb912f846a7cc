"""Crossings: when a child entered and left the places that matter, from a phone's fixes.

Pure: no clock, no database, no network; the outcome is a function of the set of fixes.
"""

from domains.commute.crossing.fence_index import FenceIndex
from domains.commute.crossing.fix import Fix
from domains.commute.crossing.geofence import Geofence, default_exit_radius_m
from domains.commute.crossing.judge import Judgement, advance, follow, rejudge, under_way
from domains.commute.crossing.reconcile import (
    Amended,
    Change,
    Entered,
    Exited,
    Reopened,
    Retracted,
    reconcile,
)
from domains.commute.crossing.track import Track
from domains.commute.crossing.track_state import TrackState
from domains.commute.crossing.visit import Crossing, Evidence, Visit

__all__ = [
    "Amended",
    "Change",
    "Crossing",
    "Entered",
    "Evidence",
    "Exited",
    "FenceIndex",
    "Fix",
    "Geofence",
    "Judgement",
    "Reopened",
    "Retracted",
    "Track",
    "TrackState",
    "Visit",
    "advance",
    "default_exit_radius_m",
    "follow",
    "reconcile",
    "rejudge",
    "under_way",
]
