"""Who is cared for, by whom, when, and what each of them may see.

The face of this room: the gateway and the builders take it whole from `domains.care.public`.
"""

from domains.care.people.accept import Accepted, accept_into_care
from domains.care.people.access import NotYourSenior
from domains.care.people.be_away import (
    AbsenceEntered,
    NoSuchDays,
    enter_absence,
    take_back_absence,
)
from domains.care.people.choose_contacts import (
    ContactsChosen,
    HoursSaid,
    NoSuchHours,
    NotAGuardian,
    TooManyContacts,
    choose_contacts,
    say_hours,
)
from domains.care.people.enrol import (
    AlreadyEnrolled,
    Application,
    ConsentRefused,
    DongNotServed,
    Enrolled,
    EnrolOutcome,
    Flat,
    ProofWanted,
    enrol,
)
from domains.care.people.keep_rota import (
    NewShift,
    NoCareWorker,
    NotYourRota,
    ShiftKept,
    end_shift,
    enter_shift,
)
from domains.care.people.serve_dong import DongServed, NoSuchArea, serve_dong

__all__ = [
    "AbsenceEntered",
    "Accepted",
    "AlreadyEnrolled",
    "Application",
    "ConsentRefused",
    "ContactsChosen",
    "DongNotServed",
    "DongServed",
    "EnrolOutcome",
    "Enrolled",
    "Flat",
    "HoursSaid",
    "NewShift",
    "NoCareWorker",
    "NoSuchArea",
    "NoSuchDays",
    "NoSuchHours",
    "NotAGuardian",
    "NotYourRota",
    "NotYourSenior",
    "ProofWanted",
    "ShiftKept",
    "TooManyContacts",
    "accept_into_care",
    "choose_contacts",
    "end_shift",
    "enrol",
    "enter_absence",
    "enter_shift",
    "say_hours",
    "serve_dong",
    "take_back_absence",
]
