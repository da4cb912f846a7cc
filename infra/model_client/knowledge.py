"""knowledge-tracing, as the tutors ask it."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

import orjson
from pydantic import BaseModel, Field

from domains.kernel.provenance import NoAnswer, Silence
from domains.learning.ports import Answer, Knowledge, Mastery, Skill, Trace, TraceUnreadable
from infra.model_client.caller import Caller
from infra.model_client.reply import Reply

MOST_ANSWERS: Final = 2000
"""The model takes no more at once, and of what is older hardly anything is left in a trace."""

Chance = Annotated[float, Field(ge=0, le=1)]


class _Traced(BaseModel):
    state: str = Field(min_length=1)
    probabilities: list[Chance]
    mastery: dict[int, Chance]


class _Doubt(BaseModel):
    mastery_deviation: dict[int, Chance]


class AskedKnowledge:
    """`KnowledgeModel` over HTTP."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def trace(
        self,
        trace: Trace | None,
        new: Sequence[Answer],
        *,
        about: Sequence[Skill],
        within_s: float,
    ) -> Knowledge | TraceUnreadable | NoAnswer:
        """A question that is refused with a trace in it is refused for the trace: all else in it
        is of our own making."""
        body = orjson.dumps(_asked(trace, new, about))
        said = await self._caller.ask(
            body, read=lambda reply: _knowledge(reply, about), within_s=within_s
        )
        if said == NoAnswer(Silence.REFUSED) and trace is not None:
            return TraceUnreadable()
        return said


def _asked(trace: Trace | None, new: Sequence[Answer], about: Sequence[Skill]) -> dict[str, Any]:
    return {
        "state": trace,
        "answers": [
            {"skill": each.skills, "problem": each.problem, "correct": int(each.correct)}
            for each in new[-MOST_ANSWERS:]
        ],
        "ask": [{"skill": skill, "problem": None} for skill in about],
    }


def _knowledge(reply: Reply, about: Sequence[Skill]) -> Knowledge:
    told = _Traced.model_validate(reply.prediction)
    doubt = _Doubt.model_validate(reply.uncertainty).mastery_deviation
    if (
        len(told.probabilities) != len(about)
        or not set(about) <= told.mastery.keys() & doubt.keys()
    ):
        raise ValueError("not the skills that were asked about")
    skills = {
        skill: Mastery(chance, told.mastery[skill], doubt[skill])
        for skill, chance in zip(about, told.probabilities, strict=True)
    }
    return Knowledge(skills, Trace(told.state), reply.by)
