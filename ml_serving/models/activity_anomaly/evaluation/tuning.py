"""The rivals' one free number, chosen on the homes for tuning."""

from collections.abc import Mapping
from typing import Final

from ml_serving.models.activity_anomaly.evaluation.contest import (
    BELIEVED,
    HOURLY,
    HOURLY_BELIEVED,
    TIMER,
    Contest,
)
from ml_serving.models.activity_anomaly.evaluation.rivals import QUANTILES, by_the_hour
from ml_serving.models.activity_anomaly.evaluation.verdict import judge, within

SILENCES: Final = {HOURLY: TIMER, HOURLY_BELIEVED: BELIEVED}
"""Whose silences each hourly rule looks at."""
UNTUNED: Final = dict.fromkeys(SILENCES, QUANTILES[0])
SOON_H: Final = 4.0


def tuned_quantiles(tuning: Contest) -> Mapping[str, float]:
    """For each hourly rule, the quantile that finds most falls soon at one false alarm a month."""
    return {
        rule: max(QUANTILES, key=lambda quantile: _found_soon(tuning, silences, quantile))
        for rule, silences in SILENCES.items()
    }


def with_rules(tuning: Contest, quantiles: Mapping[str, float]) -> Contest:
    """The same lives, judged by the hourly rules as they were tuned."""
    rules = {
        rule: by_the_hour(tuning.street, tuning.falls, tuning.lines[silences], quantiles[rule])
        for rule, silences in SILENCES.items()
    }
    return Contest(tuning.street, tuning.falls, {**tuning.lines, **rules})


def _found_soon(tuning: Contest, silences: str, quantile: float) -> float:
    lines = by_the_hour(tuning.street, tuning.falls, tuning.lines[silences], quantile)
    return within(judge(lines, tuning.falls, lines.harmless().level_for(1.0)).delay_h, SOON_H)
