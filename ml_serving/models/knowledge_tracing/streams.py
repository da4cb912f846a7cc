"""Each skill's own stream: the questions of one learner that asked for it, in order.

Streams lie one after the other: first those of the first learner, skill by skill.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ml_serving.models.knowledge_tracing.gaps import gap_bucket


@dataclass(frozen=True, slots=True)
class Streams:
    """[E] entries, one for each skill of each question.

    `skill` it asked for; `where` its question lies in the batch, flattened over B and T; `starts`
    says which begin a stream, the longest of which has `longest` entries; `gap` as `gaps.GAPS`
    counts; `place` [B, T, K] the way back from a question's skill to its entry.
    """

    skill: Tensor
    where: Tensor
    starts: Tensor
    gap: Tensor
    place: Tensor
    longest: int


def streams_of(skills: NDArray[np.int64]) -> Streams:
    """The streams of a batch's `skills` [B, T, K]."""
    learner, time, slot = np.nonzero(skills)
    skill = skills[learner, time, slot]
    order = np.lexsort((time, skill, learner))
    learner, time, slot, skill = (one[order] for one in (learner, time, slot, skill))
    starts = np.r_[True, (np.diff(learner) != 0) | (np.diff(skill) != 0)]
    since = np.where(starts, 0, np.diff(time, prepend=0))
    place = np.zeros(skills.shape, dtype=np.int64)
    place[learner, time, slot] = np.arange(len(skill))
    return Streams(
        skill=torch.from_numpy(skill),
        where=torch.from_numpy(learner * skills.shape[1] + time),
        starts=torch.from_numpy(starts),
        gap=torch.from_numpy(gap_bucket(since)),
        place=torch.from_numpy(place),
        longest=int(np.bincount(np.cumsum(starts)).max()),
    )
