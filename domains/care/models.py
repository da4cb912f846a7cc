"""The rows of schema `care`, a module a room."""

from domains.care.cases.models import Case, CaseAct, CaseAsked, CaseConcern, CaseStep, EmergencyCall
from domains.care.check_ins.models import CheckIn, CheckInAnswer, StoredPlan
from domains.care.homes.models import (
    Device,
    Home,
    HomeHour,
    Mistrust,
    PairingCode,
    Spot,
)
from domains.care.people.models import (
    Absence,
    Enrolment,
    GuardianContact,
    Pause,
    Residence,
    ServedDong,
    Shift,
)

__all__ = [
    "Absence",
    "Case",
    "CaseAct",
    "CaseAsked",
    "CaseConcern",
    "CaseStep",
    "CheckIn",
    "CheckInAnswer",
    "Device",
    "EmergencyCall",
    "Enrolment",
    "GuardianContact",
    "Home",
    "HomeHour",
    "Mistrust",
    "PairingCode",
    "Pause",
    "Residence",
    "ServedDong",
    "Shift",
    "Spot",
    "StoredPlan",
]
