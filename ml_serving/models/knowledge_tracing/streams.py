"""Each skill's own stream: the questions of one learner that asked for it, in order.

A learner of 900 questions is then some sixty streams of fifteen, which run beside each other.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ml_serving.models.knowledge_tracing.gaps import gap_bucket


@dataclass(frozen=True, slots=True)
class Streams:
    """[N, M] streams by their questions.

    `skill` [N]; `where` [N, M] a question's place in the batch, flattened over B and T; `gap`
    [N, M], see `gaps.GAPS`; `place` [B, T, K] the way back: an entry's place, flattened over N
    and M.
    """

    skill: Tensor
    where: Tensor
    gap: Tensor
    lengths: Tensor
    place: Tensor


def streams_of(skills: NDArray[np.int64]) -> Streams:
    """The streams of a batch's `skills` [B, T, K]."""
    learner, time, slot = np.nonzero(skills)
    skill = skills[learner, time, slot]
    order = np.lexsort((time, skill, learner))
    learner, time, slot, skill = (one[order] for one in (learner, time, slot, skill))
    starts = np.r_[True, (np.diff(learner) != 0) | (np.diff(skill) != 0)]
    stream = np.cumsum(starts) - 1
    step = np.arange(len(stream)) - np.flatnonzero(starts)[stream]
    shape = (int(stream[-1]) + 1, int(step.max()) + 1)
    since = np.where(starts, 0, np.diff(time, prepend=0))
    where, gap = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    where[stream, step] = learner * skills.shape[1] + time
    gap[stream, step] = gap_bucket(since)
    place = np.zeros(skills.shape, dtype=np.int64)
    place[learner, time, slot] = stream * shape[1] + step
    return Streams(
        skill=torch.from_numpy(skill[starts]),
        where=torch.from_numpy(where),
        gap=torch.from_numpy(gap),
        lengths=torch.from_numpy(np.bincount(stream)),
        place=torch.from_numpy(place),
    )
