"""A model that finds everybody alike: too long is so many hours by the budget it is asked with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domains.care.judgement.fixed_timer import quiet_for_s
from domains.care.ports import Deaf, Judgement, Quiet, Rhythm, RhythmUnreadable, Sign
from domains.kernel.provenance import Predicted

BY = Predicted("activity-anomaly", "1.0.0", "osan-ai-activity-anomaly", 2.0)


@dataclass
class Metronome:
    """Its rhythm is the last sign. Like the model it refuses what it has folded for good."""

    suspicious_h: float = 2.0
    grave_h: float = 6.0
    asked: list[datetime] = field(default_factory=list)

    async def judge(
        self,
        rhythm: Rhythm | None,
        new: Sequence[Sign],
        *,
        deaf: Sequence[Deaf],
        now: datetime,
        within_s: float,
        budget_per_month: float = 1.0,
    ) -> Judgement:
        self.asked.append(now)
        last, folded = (None, None) if rhythm is None else _read(rhythm)
        if folded is not None and any(sign.at < folded for sign in new):
            return RhythmUnreadable()
        last = max([*(sign.at for sign in new), *([last] if last else [])], default=now)
        quiet_s = quiet_for_s(last, deaf=deaf, now=now)
        limit_h = self.suspicious_h if budget_per_month > 1 else self.grave_h
        kept = Rhythm(f"{last.isoformat()} {(now - timedelta(minutes=30)).isoformat()}")
        return Quiet(quiet_s, max(0.0, limit_h * 3600 - quiet_s), kept, BY)


def _read(rhythm: Rhythm) -> tuple[datetime, datetime]:
    last, folded = rhythm.split()
    return datetime.fromisoformat(last), datetime.fromisoformat(folded)
