"""Cases, as the gateway, the reactions and the views know them."""

from domains.care.cases.access import CaseOver, NotYourCase
from domains.care.cases.acknowledge_case import CaseAcknowledged, acknowledge_case
from domains.care.cases.acts import LONGEST_HOLD, LONGEST_NOTE, NewAct
from domains.care.cases.call_119 import call_119
from domains.care.cases.case_is_due import case_is_due
from domains.care.cases.claim_calls import claim_calls, try_all_again
from domains.care.cases.close_case import (
    ActMissing,
    CaseClosed,
    NoticedSince,
    close_case,
    mark_false_alarm,
)
from domains.care.cases.concern import Concern, Fact, Signal
from domains.care.cases.expire import expire_cases
from domains.care.cases.forget_signals import forget_signals
from domains.care.cases.keep_photo import NoPhoto, PhotoKept, keep_photo
from domains.care.cases.keep_position import forget_positions
from domains.care.cases.link_119 import Link
from domains.care.cases.next_step import TOPIC
from domains.care.cases.not_reached import not_reached
from domains.care.cases.phone_clock import by_our_clock
from domains.care.cases.photo import Darkroom, NotYourAct
from domains.care.cases.position import Position, ReportedPosition
from domains.care.cases.put_position_on_record import put_position_on_record
from domains.care.cases.raise_case import (
    AtTheTop,
    CaseHeld,
    CaseRaised,
    HandOverConfirmed,
    NotInYourHands,
    confirm_hand_over,
    hold_case,
    raise_case,
)
from domains.care.cases.raise_concern import raise_concern
from domains.care.cases.record_act import ActRecorded, NoSuchAct, record_act
from domains.care.cases.seal_position import SealedPosition, seal_position
from domains.care.cases.show_cases import OpenCases, count_open_cases, open_cases, show_case
from domains.care.cases.show_photo import show_photo
from domains.care.cases.show_position import WhereSheWas, show_position
from domains.care.cases.show_visit_sheet import VisitSheet, show_visit_sheet
from domains.care.cases.sign_of_life import sign_of_life
from domains.care.cases.tell_119 import tell_119
from domains.care.cases.views import ActView, CallView, CaseView, ConcernView, StepView
from domains.care.cases.vocabulary import (
    ActKind,
    CallEnding,
    CaseEnd,
    CaseState,
    ConcernKind,
    FalseAlarm,
    Gap,
    Level,
    LifeWay,
    Rung,
)
from domains.care.cases.who_is_asked import (
    asked_in_step,
    asked_no_more,
    holder_of_case,
    told_of_case,
)

__all__ = [
    "LONGEST_HOLD",
    "LONGEST_NOTE",
    "TOPIC",
    "ActKind",
    "ActMissing",
    "ActRecorded",
    "ActView",
    "AtTheTop",
    "CallEnding",
    "CallView",
    "CaseAcknowledged",
    "CaseClosed",
    "CaseEnd",
    "CaseHeld",
    "CaseOver",
    "CaseRaised",
    "CaseState",
    "CaseView",
    "Concern",
    "ConcernKind",
    "ConcernView",
    "Darkroom",
    "Fact",
    "FalseAlarm",
    "Gap",
    "HandOverConfirmed",
    "Level",
    "LifeWay",
    "Link",
    "NewAct",
    "NoPhoto",
    "NoSuchAct",
    "NotInYourHands",
    "NotYourAct",
    "NotYourCase",
    "NoticedSince",
    "OpenCases",
    "PhotoKept",
    "Position",
    "ReportedPosition",
    "Rung",
    "SealedPosition",
    "Signal",
    "StepView",
    "VisitSheet",
    "WhereSheWas",
    "acknowledge_case",
    "asked_in_step",
    "asked_no_more",
    "by_our_clock",
    "call_119",
    "case_is_due",
    "claim_calls",
    "close_case",
    "confirm_hand_over",
    "count_open_cases",
    "expire_cases",
    "forget_positions",
    "forget_signals",
    "hold_case",
    "holder_of_case",
    "keep_photo",
    "mark_false_alarm",
    "not_reached",
    "open_cases",
    "put_position_on_record",
    "raise_case",
    "raise_concern",
    "record_act",
    "seal_position",
    "show_case",
    "show_photo",
    "show_position",
    "show_visit_sheet",
    "sign_of_life",
    "tell_119",
    "told_of_case",
    "try_all_again",
]
