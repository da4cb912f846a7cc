"""Outside help of the tutors: a model that has seen many learners answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NewType, Protocol

from domains.kernel.provenance import NoAnswer, Provenance

Skill = NewType("Skill", str)
"""A skill's own name, as the curriculum names it."""

Trace = NewType("Trace", str)
"""What the model keeps of one learner, of a constant size. It means something to the version that
wrote it alone, and is personal data: the caller seals it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question, with all skills that it asks for: it counts once."""

    skills: tuple[Skill, ...]
    correct: bool


@dataclass(frozen=True, slots=True)
class Mastery:
    """Of one skill, as probabilities: that the next answer is right, and that it is mastered.
    `doubt` is the standard deviation of the former."""

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


class KnowledgeModel(Protocol):
    """Traces one learner. Faults of the network are answers, not exceptions."""

    async def trace(
        self,
        trace: Trace | None,
        new: Sequence[Answer],
        *,
        about: Sequence[Skill],
        within_s: float,
    ) -> Knowledge | NoAnswer:
        """`trace` None begins a learner; `new`, oldest first, are not in it yet."""
