"""The only face of care that others import."""

from domains.care import people
from domains.care.bring_case_along import bring_case_along
from domains.care.call_off import call_off
from domains.care.cases import public as cases
from domains.care.check_ins import public as check_ins
from domains.care.correct_address import correct_address
from domains.care.decline_application import (
    AlreadyStands,
    ApplicationDeclined,
    decline_application,
)
from domains.care.erase import erase
from domains.care.erase_person import erase_person
from domains.care.export_person import export_person
from domains.care.homes import public as homes
from domains.care.judgement import public as judgement
from domains.care.judgement.judge_quiet import Home, Terms, judge_quiet
from domains.care.move_flat import move_flat
from domains.care.pause_care import pause_care
from domains.care.people.care_plan import CarePlan, Contact, OnDuty
from domains.care.people.hours import ALWAYS, Hours
from domains.care.people.may_see import depth_for, may_see
from domains.care.people.on_duty import on_duty, on_duty_in
from domains.care.people.open_address import HandOver, open_for_hand_over
from domains.care.people.read_plans import PURPOSES, care_plan, care_plans
from domains.care.people.serve_dong import serve_dong
from domains.care.people.vocabulary import Declined, Depth, DutyDay, PauseReason, Way
from domains.care.views import public as views

__all__ = [
    "ALWAYS",
    "PURPOSES",
    "AlreadyStands",
    "ApplicationDeclined",
    "CarePlan",
    "Contact",
    "Declined",
    "Depth",
    "DutyDay",
    "HandOver",
    "Home",
    "Hours",
    "OnDuty",
    "PauseReason",
    "Terms",
    "Way",
    "bring_case_along",
    "call_off",
    "care_plan",
    "care_plans",
    "cases",
    "check_ins",
    "correct_address",
    "decline_application",
    "depth_for",
    "erase",
    "erase_person",
    "export_person",
    "homes",
    "judge_quiet",
    "judgement",
    "may_see",
    "move_flat",
    "on_duty",
    "on_duty_in",
    "open_for_hand_over",
    "pause_care",
    "people",
    "serve_dong",
    "views",
]
