"""The only face of commute that others import."""

from domains.commute.accept_fix import FixLimits, Refusal, RefusedFix, ReportedFix
from domains.commute.access import NotYours
from domains.commute.acknowledge_sos import Acknowledged, acknowledge_sos
from domains.commute.erase import LOCATION, erase
from domains.commute.expire import expire
from domains.commute.import_places import PlacesImported, import_places
from domains.commute.miss_arrivals import miss_arrivals
from domains.commute.plan_arrivals import plan_arrivals
from domains.commute.raise_sos import SosOpened, raise_sos
from domains.commute.report_positions import (
    CollectionRefused,
    PositionDoor,
    Report,
    ReportOutcome,
    Taken,
    UnknownDevice,
)
from domains.commute.retention import Retention
from domains.commute.sos_queue import SosView, own_sos, sos_for_message, sos_queue
from domains.commute.timeline import (
    CrossingView,
    ExpectationView,
    Route,
    Timeline,
    crossings_after,
    route,
    timeline,
)
from domains.commute.vocabulary import CrossingKind, PlaceKind, SosState, WatchState
from domains.commute.watch_place import (
    NewPlace,
    NoSuchPlace,
    TooManyPlaces,
    Watching,
    add_place,
    unwatch_place,
    watch_place,
)

__all__ = [
    "LOCATION",
    "Acknowledged",
    "CollectionRefused",
    "CrossingKind",
    "CrossingView",
    "ExpectationView",
    "FixLimits",
    "NewPlace",
    "NoSuchPlace",
    "NotYours",
    "PlaceKind",
    "PlacesImported",
    "PositionDoor",
    "Refusal",
    "RefusedFix",
    "Report",
    "ReportOutcome",
    "ReportedFix",
    "Retention",
    "Route",
    "SosOpened",
    "SosState",
    "SosView",
    "Taken",
    "Timeline",
    "TooManyPlaces",
    "UnknownDevice",
    "WatchState",
    "Watching",
    "acknowledge_sos",
    "add_place",
    "crossings_after",
    "erase",
    "expire",
    "import_places",
    "miss_arrivals",
    "own_sos",
    "plan_arrivals",
    "raise_sos",
    "route",
    "sos_for_message",
    "sos_queue",
    "timeline",
    "unwatch_place",
    "watch_place",
]
