"""Cases, as the gateway, the reactions and the views know them."""

from domains.care.cases.concern import Concern, Fact, Signal
from domains.care.cases.raise_concern import raise_concern
from domains.care.cases.sign_of_life import sign_of_life
from domains.care.cases.vocabulary import (
    ActKind,
    CaseEnd,
    CaseState,
    ConcernKind,
    FalseAlarm,
    Gap,
    Level,
    LifeWay,
    Rung,
)

__all__ = [
    "ActKind",
    "CaseEnd",
    "CaseState",
    "Concern",
    "ConcernKind",
    "Fact",
    "FalseAlarm",
    "Gap",
    "Level",
    "LifeWay",
    "Rung",
    "Signal",
    "raise_concern",
    "sign_of_life",
]
