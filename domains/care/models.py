"""The rows of schema `care`, a module a room."""

from domains.care.cases.models import (
    Case,
    CaseAct,
    CaseAsked,
    CaseConcern,
    CasePosition,
    CaseStep,
    EmergencyCall,
)
from domains.care.check_ins.models import CheckIn, CheckInAnswer, StoredPlan
from domains.care.homes.models import (
    Device,
    Home,
    HomeHour,
    Mistrust,
    PairingCode,
    Spot,
)
from domains.care.judgement.models import (
    CentreBound,
    DongMode,
    GivenOpinion,
    Household,
    LearntSteps,
    Pets,
    Visit,
    Watch,
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
    "CasePosition",
    "CaseStep",
    "CentreBound",
    "CheckIn",
    "CheckInAnswer",
    "Device",
    "DongMode",
    "EmergencyCall",
    "Enrolment",
    "GivenOpinion",
    "GuardianContact",
    "Home",
    "HomeHour",
    "Household",
    "LearntSteps",
    "Mistrust",
    "PairingCode",
    "Pause",
    "Pets",
    "Residence",
    "ServedDong",
    "Shift",
    "Spot",
    "StoredPlan",
    "Visit",
    "Watch",
]
