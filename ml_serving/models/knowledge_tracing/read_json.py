"""A request of JSON: `{"state": …, "answers": […], "ask": […]}`."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ml_serving.contract import Refusal
from ml_serving.models.knowledge_tracing.catalogue import Question
from ml_serving.models.knowledge_tracing.item import (
    HIGHEST_ID,
    MOST_ANSWERS,
    MOST_ASKED,
    MOST_SKILLS,
    Answer,
    Item,
)
from ml_serving.models.knowledge_tracing.memory import Memory

Open = Callable[[str | None], Memory | Refusal]
"""A memory out of the state that a request brings."""

Read = TypeVar("Read")

QUESTION = (
    f'"skill": an id or a list of 1 to {MOST_SKILLS} different ids from 1, '
    '"problem": an id from 1, or null where it has none'
)
ANSWER = f'{{{QUESTION}, "correct": 0 or 1}}'
BODY = '{"state": a string or null, "answers": a list, "ask": a list}, and nothing else'


def read_body(body: bytes, content_type: str, *, open_state: Open) -> Item | Refusal:
    """Never raises; a refusal names the place, never the value."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        return Refusal("the body is not called JSON", "content-type application/json")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return Refusal("the body is no JSON", BODY)
    if not isinstance(told, dict) or not told.keys() <= {"state", "answers", "ask"}:
        return Refusal("the body has another form", BODY)
    return _item(told, open_state)


def _item(told: Mapping[str, Any], open_state: Open) -> Item | Refusal:
    answers = _each(told.get("answers", []), "answers", MOST_ANSWERS, ANSWER, _answer)
    asked = _each(told.get("ask", []), "ask", MOST_ASKED, f"{{{QUESTION}}}", _question)
    if isinstance(answers, Refusal):
        return answers
    if isinstance(asked, Refusal):
        return asked
    state = told.get("state")
    if not isinstance(state, str | None):
        return Refusal("the state is no string", "the `state` of an earlier answer, or null")
    memory = open_state(state)
    return memory if isinstance(memory, Refusal) else Item(memory, answers, asked)


def _each(
    rows: Any, name: str, most: int, expected: str, read: Callable[[Any], Read | None]
) -> tuple[Read, ...] | Refusal:
    if not isinstance(rows, list) or len(rows) > most:
        return Refusal(f"`{name}` is no list of at most {most}", f"a list of {expected}")
    done = [read(row) if isinstance(row, dict) else None for row in rows]
    if None in done:
        return Refusal(f"`{name}` number {done.index(None) + 1} has another form", expected)
    return tuple(one for one in done if one is not None)


def _answer(row: Mapping[str, Any]) -> Answer | None:
    correct = row.get("correct")
    question = _question({name: value for name, value in row.items() if name != "correct"})
    if question is None or not isinstance(correct, int) or correct not in (0, 1):
        return None
    return Answer(question, int(correct))


def _question(row: Mapping[str, Any]) -> Question | None:
    if not row.keys() <= {"skill", "problem"}:
        return None
    skill, problem = row.get("skill"), row.get("problem")
    skills = tuple(skill) if isinstance(skill, list) else (skill,)
    if not all(map(_is_id, skills)) or not (problem is None or _is_id(problem)):
        return None
    if not 1 <= len(set(skills)) == len(skills) <= MOST_SKILLS:
        return None
    return Question(skills, problem or 0)


def _is_id(value: Any) -> bool:
    return type(value) is int and 1 <= value <= HIGHEST_ID
