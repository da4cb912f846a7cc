"""What the other rooms of care, and the doors of the house, know of homes."""

from domains.care.homes.access import NotYourHome, SensorsNotWanted
from domains.care.homes.broker_credentials import broker_credentials, registry_version
from domains.care.homes.device_health import DeviceState, Health, show_devices
from domains.care.homes.device_keys import DeviceKeys
from domains.care.homes.expire_events import expire_events
from domains.care.homes.flood import Flow
from domains.care.homes.judge_messages import Arrived
from domains.care.homes.let_in import is_let_in
from domains.care.homes.listening import home_deaf, ingest_deaf
from domains.care.homes.note_mistrust import report_mistrust
from domains.care.homes.pair_device import CodeOfNoUse, DevicePaired, NewDevice, pair_device
from domains.care.homes.prove_message import sign
from domains.care.homes.pulse import BEAT_EVERY, Source, beat
from domains.care.homes.raise_alarms import alarms_raised
from domains.care.homes.read_message import is_name
from domains.care.homes.retire_device import DeviceRetired, retire_device
from domains.care.homes.show_fleet import Fleet, FleetDevice, Trouble, show_fleet
from domains.care.homes.show_mistrusts import MistrustView, show_mistrusts
from domains.care.homes.signs import BEGINNING, Climate, Cursor, Signs, signs_since
from domains.care.homes.start_pairing import NoSuchDevice, PairingStarted, start_pairing
from domains.care.homes.summarise_hours import summarise_hours
from domains.care.homes.take_messages import HomeAlarm, HomeDoor
from domains.care.homes.vocabulary import ACCEPTED, SUSPICIOUS, Measure, Room, Verdict

__all__ = [
    "ACCEPTED",
    "BEAT_EVERY",
    "BEGINNING",
    "SUSPICIOUS",
    "Arrived",
    "Climate",
    "CodeOfNoUse",
    "Cursor",
    "DeviceKeys",
    "DevicePaired",
    "DeviceRetired",
    "DeviceState",
    "Fleet",
    "FleetDevice",
    "Flow",
    "Health",
    "HomeAlarm",
    "HomeDoor",
    "Measure",
    "MistrustView",
    "NewDevice",
    "NoSuchDevice",
    "NotYourHome",
    "PairingStarted",
    "Room",
    "SensorsNotWanted",
    "Signs",
    "Source",
    "Trouble",
    "Verdict",
    "alarms_raised",
    "beat",
    "broker_credentials",
    "expire_events",
    "home_deaf",
    "ingest_deaf",
    "is_let_in",
    "is_name",
    "pair_device",
    "registry_version",
    "report_mistrust",
    "retire_device",
    "show_devices",
    "show_fleet",
    "show_mistrusts",
    "sign",
    "signs_since",
    "start_pairing",
    "summarise_hours",
]
