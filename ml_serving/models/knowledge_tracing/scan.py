"""A leaky unit over whole histories at once: a recurrence that needs no loop over time.

What a memory takes of each question depends on the question alone, not on the memory: minGRU
(Feng et al., 2024, arXiv:2410.01201). All steps are then one scan (Hillis and Steele, 1986), which
a processor does for a thousand questions in ten rounds.
"""

import torch
from torch import Tensor, nn


class Leaky(nn.Module):
    """memory ← memory + take · (what − memory); `take` and `what` come from what is heard."""

    def __init__(self, heard: int, width: int) -> None:
        super().__init__()
        self.width = width
        self.hear = nn.Linear(heard, 2 * width)

    def forward(self, heard: Tensor, first: Tensor, starts: Tensor, longest: int) -> Tensor:
        """The memory after each of [E] questions, histories one after the other.

        `first` [E, width] is read where a history `starts`; none is longer than `longest`.
        """
        take, what = self.hear(heard).split(self.width, dim=-1)
        take = torch.sigmoid(take)
        begun = starts[:, None]
        after = take * torch.tanh(what) + torch.where(begun, (1 - take) * first, 0.0)
        return scan(torch.where(begun, 0.0, 1 - take), after, longest)


def scan(keep: Tensor, after: Tensor, longest: int) -> Tensor:
    """`after[t] + keep[t] · result[t - 1]` for every t; `keep` is 0 where a history starts."""
    reach = 1
    while reach < longest:
        after = torch.cat([after[:reach], after[reach:] + keep[reach:] * after[:-reach]])
        keep = torch.cat([keep[:reach], keep[reach:] * keep[:-reach]])
        reach *= 2
    return after


def shifted(after: Tensor, first: Tensor, starts: Tensor) -> Tensor:
    """The memory before each question: `first` where a history starts, else after the last."""
    before = torch.cat([first[:1], after[:-1]])
    return torch.where(starts[:, None], first, before)
