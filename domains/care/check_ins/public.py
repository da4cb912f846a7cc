"""The face of this room: the other rooms, the gateway and the builders take it whole."""

from domains.care.check_ins.answer_check_in import NotYourQuestion, answer_as, answer_check_in
from domains.care.check_ins.ask import ask_when_due
from domains.care.check_ins.call_in import Call, call_in, callers
from domains.care.check_ins.companion_call import call_off_companion, companion_call
from domains.care.check_ins.expire import expire_check_ins
from domains.care.check_ins.follow import follow_when_due
from domains.care.check_ins.hear import Answer, Heard
from domains.care.check_ins.heard_from_home import heard_from_home
from domains.care.check_ins.plan import CheckInPlan, PlanRefused, Reminder, Span
from domains.care.check_ins.plan_check_ins import (
    NotCaredFor,
    Planned,
    check_in_plan,
    go_on_asking,
    plan_check_ins,
    propose_plan,
)
from domains.care.check_ins.policy import Effect
from domains.care.check_ins.read_answer import read_answer
from domains.care.check_ins.said import KeyPressed, Nothing, Said, Spoken
from domains.care.check_ins.timers import ASK, FOLLOW
from domains.care.check_ins.todays_check_in import Today, TodaysCheckIn, todays_check_in
from domains.care.check_ins.vocabulary import AskBy, CheckInState, Meaning, Origin, Way
from domains.care.check_ins.volunteer import Volunteered, volunteer

__all__ = [
    "ASK",
    "FOLLOW",
    "Answer",
    "AskBy",
    "Call",
    "CheckInPlan",
    "CheckInState",
    "Effect",
    "Heard",
    "KeyPressed",
    "Meaning",
    "NotCaredFor",
    "NotYourQuestion",
    "Nothing",
    "Origin",
    "PlanRefused",
    "Planned",
    "Reminder",
    "Said",
    "Span",
    "Spoken",
    "Today",
    "TodaysCheckIn",
    "Volunteered",
    "Way",
    "answer_as",
    "answer_check_in",
    "ask_when_due",
    "call_in",
    "call_off_companion",
    "callers",
    "check_in_plan",
    "companion_call",
    "expire_check_ins",
    "follow_when_due",
    "go_on_asking",
    "heard_from_home",
    "plan_check_ins",
    "propose_plan",
    "read_answer",
    "todays_check_in",
    "volunteer",
]
