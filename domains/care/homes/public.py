"""What the other rooms of care, and the doors of the house, know of homes."""

from domains.care.homes.broker_credentials import broker_credentials, registry_version
from domains.care.homes.device_keys import DeviceKeys
from domains.care.homes.expire_events import expire_events
from domains.care.homes.flood import Flow
from domains.care.homes.judge_messages import Arrived
from domains.care.homes.listening import home_deaf, ingest_deaf
from domains.care.homes.note_mistrust import report_mistrust
from domains.care.homes.pulse import BEAT_EVERY, Source, beat
from domains.care.homes.raise_alarms import alarms_raised
from domains.care.homes.signs import BEGINNING, Climate, Cursor, Signs, signs_since
from domains.care.homes.take_messages import HomeAlarm, HomeDoor
from domains.care.homes.vocabulary import ACCEPTED, SUSPICIOUS, Measure, Room, Verdict

__all__ = [
    "ACCEPTED",
    "BEAT_EVERY",
    "BEGINNING",
    "SUSPICIOUS",
    "Arrived",
    "Climate",
    "Cursor",
    "DeviceKeys",
    "Flow",
    "HomeAlarm",
    "HomeDoor",
    "Measure",
    "Room",
    "Signs",
    "Source",
    "Verdict",
    "alarms_raised",
    "beat",
    "broker_credentials",
    "expire_events",
    "home_deaf",
    "ingest_deaf",
    "registry_version",
    "report_mistrust",
    "signs_since",
]
