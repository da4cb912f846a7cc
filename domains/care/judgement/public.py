"""Judgement, as jobs, the gateway and the views know it."""

from domains.care.judgement.judge_due_homes import judge_due_homes
from domains.care.judgement.learn import Opinion
from domains.care.judgement.limits import Bound, Limit
from domains.care.judgement.look import Looked
from domains.care.judgement.modes import ModeKind
from domains.care.judgement.watch_homes import JUDGE, look_at_senior, mark_due

__all__ = [
    "JUDGE",
    "Bound",
    "Limit",
    "Looked",
    "ModeKind",
    "Opinion",
    "judge_due_homes",
    "look_at_senior",
    "mark_due",
]
