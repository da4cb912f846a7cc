"""The only face of commute that others import."""

from domains.commute.accept_fix import FixLimits, Refusal, RefusedFix, ReportedFix
from domains.commute.access import NotYours
from domains.commute.acknowledge_sos import Acknowledged, acknowledge_sos
from domains.commute.enter_calendar import UnusualDays, enter_calendar
from domains.commute.erase import LOCATION, erase
from domains.commute.erase_person import erase_person
from domains.commute.expire import expire, expire_records
from domains.commute.export_person import export_person
from domains.commute.find_one import find_crossing, find_place, find_sos
from domains.commute.find_places import (
    PlaceView,
    find_places,
    ids_by_source_key,
    watched_by,
    watched_places,
)
from domains.commute.import_places import PlacesImported, import_places
from domains.commute.import_schools import (
    REMEDIES,
    ImportedPlace,
    ImportReading,
    RefusedFile,
    RefusedRow,
    default_radius_m,
    source_key,
)
from domains.commute.import_schools import read_rows as read_school_file
from domains.commute.late_fixes import judge_late_fixes
from domains.commute.miss_arrivals import miss_arrivals
from domains.commute.place_names import NAMELESS, place_names
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
from domains.commute.school_calendar import DayRange, Opening, SchoolLevel
from domains.commute.sos_queue import SosView, own_sos, sos_for_message, sos_queue
from domains.commute.stream import StreamNews, StreamPosition, stream_from, stream_news
from domains.commute.timeline import (
    CrossingView,
    ExpectationView,
    Route,
    Timeline,
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
    "NAMELESS",
    "REMEDIES",
    "Acknowledged",
    "CollectionRefused",
    "CrossingKind",
    "CrossingView",
    "DayRange",
    "ExpectationView",
    "FixLimits",
    "ImportReading",
    "ImportedPlace",
    "NewPlace",
    "NoSuchPlace",
    "NotYours",
    "Opening",
    "PlaceKind",
    "PlaceView",
    "PlacesImported",
    "PositionDoor",
    "Refusal",
    "RefusedFile",
    "RefusedFix",
    "RefusedRow",
    "Report",
    "ReportOutcome",
    "ReportedFix",
    "Retention",
    "Route",
    "SchoolLevel",
    "SosOpened",
    "SosState",
    "SosView",
    "StreamNews",
    "StreamPosition",
    "Taken",
    "Timeline",
    "TooManyPlaces",
    "UnknownDevice",
    "UnusualDays",
    "WatchState",
    "Watching",
    "acknowledge_sos",
    "add_place",
    "default_radius_m",
    "enter_calendar",
    "erase",
    "erase_person",
    "expire",
    "expire_records",
    "export_person",
    "find_crossing",
    "find_place",
    "find_places",
    "find_sos",
    "ids_by_source_key",
    "import_places",
    "judge_late_fixes",
    "miss_arrivals",
    "own_sos",
    "place_names",
    "plan_arrivals",
    "raise_sos",
    "read_school_file",
    "route",
    "sos_for_message",
    "sos_queue",
    "source_key",
    "stream_from",
    "stream_news",
    "timeline",
    "unwatch_place",
    "watch_place",
    "watched_by",
    "watched_places",
]
