"""Outside help of the tutors: a model that has seen many learners answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NewType, Protocol

from domains.kernel.provenance import NoAnswer, Provenance

Skill = NewType("Skill", int)
"""A skill's number in the curriculum, from 1 on."""

Problem = NewType("Problem", int)
"""A problem's number in the curriculum, from 1 on."""

Trace = NewType("Trace", str)
"""What the model keeps of one learner, of a constant size. It means something to the version that
wrote it alone, and is personal data: the caller seals it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question, with all skills that it asks for, four at most: it counts once."""

    skills: tuple[Skill, ...]
    correct: bool
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Mastery:
    """Of one skill, as probabilities: that the next answer is right, and that it is mastered.
    `doubt` is the standard deviation of the latter."""

    next_correct: float
    mastered: float
    doubt: float


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is believed of the skills asked about, and the trace that goes on from here.

    `trace` None: nothing was learnt from the new answers. Offer them again next time.
    """

    skills: Mapping[Skill, Mastery]
    trace: Trace | None
    by: Provenance


@dataclass(frozen=True, slots=True)
class TraceUnreadable:
    """The trace is another version's, or was damaged: begin anew from the learner's answers."""


class KnowledgeModel(Protocol):
    """Traces one learner. Faults of the network are answers, not exceptions."""

    async def trace(
        self,
        trace: Trace | None,
        new: Sequence[Answer],
        *,
        about: Sequence[Skill],
        within_s: float,
    ) -> Knowledge | TraceUnreadable | NoAnswer:
        """`trace` None begins a learner; `new`, oldest first, are not in it yet."""
