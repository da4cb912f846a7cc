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
from domains.care.people.choose_depth import DepthChosen, choose_depth
from domains.care.people.correct_address import AddressCorrected
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
from domains.care.people.homes_on_map import HomeOnMap, homes_on_map, written
from domains.care.people.keep_rota import (
    NewShift,
    NoCareWorker,
    NotYourRota,
    ShiftKept,
    end_shift,
    enter_shift,
)
from domains.care.people.leave import Left, leave_care
from domains.care.people.list_areas import Centre, Dong, list_centres, list_dongs
from domains.care.people.list_seniors import (
    SeniorRow,
    dongs_of_worker,
    seniors_of_centre,
    seniors_of_worker,
)
from domains.care.people.list_workers import Worker, list_workers
from domains.care.people.move_flat import Moved
from domains.care.people.pause import (
    PAUSE_ENDS,
    NoSuchTerm,
    Paused,
    Resumed,
    resume_care,
    resume_when_due,
)
from domains.care.people.pin_home import HomePinned, pin_home
from domains.care.people.print_plan import print_plan
from domains.care.people.serve_dong import DongServed, NoSuchArea
from domains.care.people.show_care import CareView, ContactView, PauseView, show_care
from domains.care.people.show_own_care import OwnCare, show_own_care
from domains.care.people.show_rota import AbsenceView, RotaView, ShiftView, show_rota
from domains.care.people.vocabulary import Receiver
from domains.care.people.write_plan import Written, write_key_box, write_own_words

__all__ = [
    "PAUSE_ENDS",
    "AbsenceEntered",
    "AbsenceView",
    "Accepted",
    "AddressCorrected",
    "AlreadyEnrolled",
    "Application",
    "CareView",
    "Centre",
    "ConsentRefused",
    "ContactView",
    "ContactsChosen",
    "DepthChosen",
    "Dong",
    "DongNotServed",
    "DongServed",
    "EnrolOutcome",
    "Enrolled",
    "Flat",
    "HomeOnMap",
    "HomePinned",
    "HoursSaid",
    "Left",
    "Moved",
    "NewShift",
    "NoCareWorker",
    "NoSuchArea",
    "NoSuchDays",
    "NoSuchHours",
    "NoSuchTerm",
    "NotAGuardian",
    "NotYourRota",
    "NotYourSenior",
    "OwnCare",
    "PauseView",
    "Paused",
    "ProofWanted",
    "Receiver",
    "Resumed",
    "RotaView",
    "SeniorRow",
    "ShiftKept",
    "ShiftView",
    "TooManyContacts",
    "Worker",
    "Written",
    "accept_into_care",
    "choose_contacts",
    "choose_depth",
    "dongs_of_worker",
    "end_shift",
    "enrol",
    "enter_absence",
    "enter_shift",
    "homes_on_map",
    "leave_care",
    "list_centres",
    "list_dongs",
    "list_workers",
    "pin_home",
    "print_plan",
    "resume_care",
    "resume_when_due",
    "say_hours",
    "seniors_of_centre",
    "seniors_of_worker",
    "show_care",
    "show_own_care",
    "show_rota",
    "take_back_absence",
    "write_key_box",
    "write_own_words",
    "written",
]
