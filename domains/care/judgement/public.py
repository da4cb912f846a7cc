"""Judgement, as jobs, the gateway and the views know it."""

from domains.care.cases.access import NotYourCase
from domains.care.judgement.claim_looks import longest_wait
from domains.care.judgement.expire import expire_opinions
from domains.care.judgement.give_opinion import OpinionTaken, give_opinion
from domains.care.judgement.judge_due_homes import judge_due_homes
from domains.care.judgement.learn import Opinion
from domains.care.judgement.limits import Bound, Limit
from domains.care.judgement.look import Looked
from domains.care.judgement.modes import Mode, ModeKind
from domains.care.judgement.read_watch import ModeView, Watched, sensitivity_of, watched
from domains.care.judgement.set_bound import BoundSet, NewBound, NotABound, NotYourCentre, set_bound
from domains.care.judgement.set_mode import (
    ModeSet,
    NoSuchEnd,
    NotYourDong,
    begin_mode,
    end_mode,
)
from domains.care.judgement.show_household import HouseholdView, SpotView, show_household
from domains.care.judgement.show_visits import VisitView, show_visits
from domains.care.judgement.tell_household import HouseholdTold, tell_household
from domains.care.judgement.tell_visit import (
    NoSuchVisit,
    NotYourHome,
    VisitTold,
    end_visit,
    tell_visit,
)
from domains.care.judgement.watch_homes import JUDGE, look_at_senior, mark_due

__all__ = [
    "JUDGE",
    "Bound",
    "BoundSet",
    "HouseholdTold",
    "HouseholdView",
    "Limit",
    "Looked",
    "Mode",
    "ModeKind",
    "ModeSet",
    "ModeView",
    "NewBound",
    "NoSuchEnd",
    "NoSuchVisit",
    "NotABound",
    "NotYourCase",
    "NotYourCentre",
    "NotYourDong",
    "NotYourHome",
    "Opinion",
    "OpinionTaken",
    "SpotView",
    "VisitTold",
    "VisitView",
    "Watched",
    "begin_mode",
    "end_mode",
    "end_visit",
    "expire_opinions",
    "give_opinion",
    "judge_due_homes",
    "longest_wait",
    "look_at_senior",
    "mark_due",
    "sensitivity_of",
    "set_bound",
    "show_household",
    "show_visits",
    "tell_household",
    "tell_visit",
    "watched",
]
