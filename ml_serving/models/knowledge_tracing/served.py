"""An archive asked as the server asks it: question by question, each folded once it was asked."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from ml_serving.contract import Tensors
from ml_serving.models.knowledge_tracing.catalogue import Question
from ml_serving.models.knowledge_tracing.measures import Probabilities
from ml_serving.models.knowledge_tracing.questions import Learner
from ml_serving.models.knowledge_tracing.tracer import Tracer

Rename = Callable[[Question], Question]

OWN_CATALOGUE = 1_000_000
"""From here on ids are nobody's that training knew."""


def as_it_is(question: Question) -> Question:
    return question


def without_problem(question: Question) -> Question:
    """As a new exercise of a known skill comes."""
    return Question(question.skills)


def of_another_catalogue(question: Question) -> Question:
    """As a city's own skills and exercises come before anything was trained on them."""
    return Question(tuple(skill + OWN_CATALOGUE for skill in question.skills))


def ask_served(weights: Tensors, learners: Sequence[Learner], rename: Rename) -> Probabilities:
    """Chances of right answers in the order of the learners' questions."""
    tracer = Tracer(weights)
    return np.array([chance for one in learners for chance in _chances(tracer, one, rename)])


def _chances(tracer: Tracer, learner: Learner, rename: Rename) -> Iterator[float]:
    memory = tracer.stranger()
    rows = zip(learner.problem.tolist(), learner.skills.tolist(), learner.correct, strict=True)
    for problem, skills, correct in rows:
        asked = rename(Question(tuple(skill for skill in skills if skill), problem))
        yield float(tracer.chances(memory, [asked])[0])
        memory = tracer.fold(memory, asked, int(correct))
