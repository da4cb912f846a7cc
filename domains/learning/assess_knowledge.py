"""What a learner knows: the model's word, or a share."""

from collections.abc import Mapping, Sequence

from domains.kernel.provenance import Fallback, NoAnswer
from domains.learning.ports import Answer, Knowledge, KnowledgeModel, Skill, Trace
from domains.learning.smoothed_share import RULE, Tally, smoothed_share


async def assess_knowledge(
    *,
    model: KnowledgeModel,
    trace: Trace | None,
    new: Sequence[Answer],
    tallies: Mapping[Skill, Tally],
    about: Sequence[Skill],
    within_s: float,
) -> Knowledge:
    """Of each skill in `about`; `tallies` count every answer, the new ones too.

    Holds no transaction, and takes no longer than `within_s` seconds.
    """
    match await model.trace(trace, new, about=about, within_s=within_s):
        case NoAnswer(reason):
            believed = {skill: smoothed_share(tallies, skill) for skill in about}
            return Knowledge(believed, None, Fallback(RULE, reason))
        case knowledge:
            return knowledge
