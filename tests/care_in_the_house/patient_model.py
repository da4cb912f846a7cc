"""The served model, given all the time that this machine takes: the simulated clock stands still
while it answers, so how busy the machine is must not decide what is judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domains.care.ports import ONE_A_MONTH, Deaf, Judgement, Rhythm, RhythmModel, Sign
from domains.kernel.provenance import NoAnswer

WAITS_S: Final = 120.0


@dataclass
class PatientModel:
    """`unanswered` says why, where there was no answer nevertheless: a run with one proves less."""

    model: RhythmModel
    unanswered: list[str] = field(default_factory=list)

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
        del within_s
        said = await self.model.judge(
            rhythm, new, deaf=deaf, now=now, within_s=WAITS_S, budget_per_month=budget_per_month
        )
        if isinstance(said, NoAnswer):
            self.unanswered.append(said.reason)
        return said
