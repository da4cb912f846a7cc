"""A request in numbers, for drift beside the training profile; none tells who it is about."""

from collections.abc import Callable, Mapping

from ml_serving.models.knowledge_tracing.catalogue import Question
from ml_serving.models.knowledge_tracing.item import Item


def describe(item: Item, *, knows: Callable[[Question], bool]) -> Mapping[str, float]:
    """Shares are left out where nothing was answered: a share of nothing is no number."""
    answers, count = item.answers, len(item.answers)
    always = {"answered_before": float(item.memory.answered), "answers": float(count)}
    if not count:
        return always
    return {
        **always,
        "share_correct": sum(answer.correct for answer in answers) / count,
        "skills_per_answer": sum(len(answer.question.skills) for answer in answers) / count,
        "share_known_problems": sum(knows(answer.question) for answer in answers) / count,
    }
