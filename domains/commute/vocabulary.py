"""The words of commute."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """What stands at a place."""

    SCHOOL = "school"
    CHILD_ZONE = "child_zone"
    ACADEMY = "academy"
    HOME = "home"
    OTHER = "other"


class CrossingKind(StrEnum):
    """Which way a geofence was crossed."""

    ENTER = "enter"
    EXIT = "exit"


class WatchState(StrEnum):
    """Where a child's arrival of one day stands."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    MISSED = "missed"
    TURNED_UP = "turned_up"
    CANCELLED = "cancelled"


class SosState(StrEnum):
    """An SOS stays open until a person takes it."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
