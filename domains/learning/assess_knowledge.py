"""What a learner knows: the model's word, or a share."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from domains.kernel.provenance import Fallback, NoAnswer, Silence
from domains.learning.ports import (
    Answer,
    Knowledge,
    KnowledgeModel,
    Skill,
    Trace,
    TraceUnreadable,
)
from domains.learning.smoothed_share import RULE, Tally, smoothed_share

Recall = Callable[[], Awaitable[Sequence[Answer]]]
"""All that a learner has answered, oldest first, the new answers too. Read only where a trace
cannot be: after a change of version."""


async def assess_knowledge(
    *,
    model: KnowledgeModel,
    trace: Trace | None,
    new: Sequence[Answer],
    recall: Recall,
    tallies: Mapping[Skill, Tally],
    about: Sequence[Skill],
    within_s: float,
) -> Knowledge:
    """Of each skill in `about`; `tallies` count every answer, the new ones too.

    Holds no transaction. The model is asked twice at most, `within_s` seconds each.
    """
    said = await model.trace(trace, new, about=about, within_s=within_s)
    if isinstance(said, TraceUnreadable):
        said = await model.trace(None, await recall(), about=about, within_s=within_s)
    match said:
        case Knowledge():
            return said
        case NoAnswer(reason):
            return _by_rule(tallies, about, reason)
        case TraceUnreadable():
            return _by_rule(tallies, about, Silence.GARBLED)


def _by_rule(tallies: Mapping[Skill, Tally], about: Sequence[Skill], reason: Silence) -> Knowledge:
    believed = {skill: smoothed_share(tallies, skill) for skill in about}
    return Knowledge(believed, None, Fallback(RULE, reason))
