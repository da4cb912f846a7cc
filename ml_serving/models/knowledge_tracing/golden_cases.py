"""Requests whose answers an archive of knowledge tracing carries along."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ml_serving.contract import GoldenCase, Refusal
from ml_serving.models.knowledge_tracing.predict import KnowledgeTracing
from ml_serving.models.knowledge_tracing.questions import Learner

TOLERANCE = 1e-6

ASKED = [{"skill": 7, "problem": 1366}, {"skill": [7, 9]}, {"skill": 10**9, "problem": 10**9}]
"""A known problem, two skills at once, and what no catalogue of ours has."""


def golden_cases(model: KnowledgeTracing, learner: Learner) -> list[GoldenCase]:
    """A stranger; a learner's first answers; and the same learner's next, on the state reached."""
    early, late = _answers(learner, 0, 12), _answers(learner, 12, 13)
    stranger = _case(model, "stranger", {"state": None, "answers": [], "ask": ASKED})
    begun = _case(model, "first-answers", {"state": None, "answers": early, "ask": ASKED})
    next_ask = {"state": begun.answer["state"], "answers": late, "ask": ASKED}
    return [stranger, begun, _case(model, "next-answer", next_ask)]


def _answers(learner: Learner, first: int, end: int) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "skill": [int(skill) for skill in learner.skills[at] if skill],
            "problem": int(learner.problem[at]) or None,
            "correct": int(learner.correct[at]),
        }
        for at in range(first, end)
    ]


def _case(model: KnowledgeTracing, name: str, asked: Mapping[str, Any]) -> GoldenCase:
    body = json.dumps(asked).encode()
    item = model.read(body, "application/json")
    assert not isinstance(item, Refusal), item.reason
    answer = model.predict([item])[0].answer
    return GoldenCase(name, body, "application/json", answer, TOLERANCE)
