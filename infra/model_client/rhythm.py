"""activity-anomaly, as care asks it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final

import orjson
from pydantic import BaseModel, Field

from domains.care.ports import (
    ONE_A_MONTH,
    Deaf,
    Judgement,
    Quiet,
    Reason,
    Rhythm,
    RhythmUnreadable,
    Sign,
    StillLearning,
)
from domains.kernel.clock import SEOUL
from domains.kernel.provenance import NoAnswer, Silence
from domains.kernel.public_holidays import public_holiday
from infra.model_client.caller import Caller
from infra.model_client.reply import Reply

DAYS_TOLD: Final = 8
"""Holidays are told from so many days before now until so many after: a day off has a rhythm of
its own."""

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Figure = Annotated[float, Field(allow_inf_nan=False)]


class _Reason(BaseModel):
    """The model names its figures each in its own way; two of them are worth telling."""

    code: str
    p_silence: Figure | None = None
    seconds: Figure | None = None


class _Judged(BaseModel):
    state: dict[str, Any]
    silence_s: Seconds
    alarm: bool
    learning: bool
    alarm_in_s: Seconds | None
    reasons: list[_Reason] = []


class AskedRhythm:
    """`RhythmModel` over HTTP."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def judge(
        self,
        rhythm: Rhythm | None,
        new: Sequence[Sign],
        *,
        deaf: Sequence[Deaf],
        now: datetime,
        within_s: float,
        budget_per_month: float = ONE_A_MONTH,
    ) -> Judgement:
        """A question that is refused with a rhythm in it is refused for the rhythm, or for signs
        that come too late for it; either way it begins anew."""
        body = orjson.dumps(_asked(rhythm, new, deaf, now, budget_per_month))
        said = await self._caller.ask(body, read=_judgement, within_s=within_s)
        if said == NoAnswer(Silence.REFUSED) and rhythm is not None:
            return RhythmUnreadable()
        return said


def _asked(
    rhythm: Rhythm | None,
    new: Sequence[Sign],
    deaf: Sequence[Deaf],
    now: datetime,
    budget_per_month: float,
) -> dict[str, Any]:
    return {
        "state": None if rhythm is None else orjson.loads(rhythm),
        "events": [
            {"at": each.at.isoformat(), "kind": each.kind.value, "sensor": each.sensor}
            for each in new
        ],
        "outages": [
            {"from": each.since.isoformat(), "to": each.until.isoformat()} for each in deaf
        ],
        "now": now.isoformat(),
        "budget_per_month": budget_per_month,
        "holidays": [day.isoformat() for day in _holidays(now)],
    }


def _holidays(now: datetime) -> Iterator[date]:
    today = now.astimezone(SEOUL).date()
    around = (today + timedelta(days=away) for away in range(-DAYS_TOLD, DAYS_TOLD + 1))
    return (day for day in around if public_holiday(day))


def _judgement(reply: Reply) -> Quiet | StillLearning:
    told = _Judged.model_validate(reply.prediction)
    rhythm = Rhythm(orjson.dumps(told.state).decode())
    if told.learning:
        return StillLearning(rhythm)
    too_long_in_s = 0.0 if told.alarm else told.alarm_in_s
    return Quiet(told.silence_s, too_long_in_s, rhythm, reply.by, _reasons(told))


def _reasons(told: _Judged) -> tuple[Reason, ...]:
    return tuple(
        Reason(each.code, each.p_silence if each.p_silence is not None else each.seconds)
        for each in told.reasons
    )
