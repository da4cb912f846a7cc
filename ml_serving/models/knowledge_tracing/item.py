"""One request, read: a learner's memory, the answers that came since, and what is asked."""

from dataclasses import dataclass

from ml_serving.models.knowledge_tracing.catalogue import Question
from ml_serving.models.knowledge_tracing.memory import Memory

MOST_ANSWERS = 2000
MOST_ASKED = 500
MOST_SKILLS = 4
HIGHEST_ID = 2**53 - 1
"""The largest integer that every JSON reader keeps."""


@dataclass(frozen=True, slots=True)
class Answer:
    question: Question
    correct: int


@dataclass(frozen=True, slots=True)
class Item:
    """`asked` holds None where a row of a tensor is padding."""

    memory: Memory
    answers: tuple[Answer, ...]
    asked: tuple[Question | None, ...]

    @property
    def skills(self) -> list[int]:
        """Every skill that was answered or asked, in order."""
        questions = [answer.question for answer in self.answers]
        questions += [question for question in self.asked if question]
        return sorted({skill for question in questions for skill in question.skills})
