"""Bayesian knowledge tracing (Corbett and Anderson, 1994): a skill is known or it is not."""

import torch
from torch import Tensor, nn

from ml_serving.models.knowledge_tracing.batches import Batch
from ml_serving.models.knowledge_tracing.network import average


class BayesianKnowledgeTracing(nn.Module):
    """Four probabilities a skill: known at first, learnt at a question, slip, guess.

    Slip and guess stay under a half, so that knowing never lowers the chance of a right answer.
    A question of several skills is the mean of theirs. Fitted by gradient on the likelihood.
    """

    def __init__(self, skills: int) -> None:
        super().__init__()
        start = torch.tensor([0.0, -2.0, -1.5, -1.5])
        self.chances = nn.Parameter(start.repeat(skills + 1, 1))

    def forward(self, batch: Batch) -> Tensor:
        streams = batch.streams
        stream = streams.starts.cumsum(dim=0) - 1
        firsts = streams.starts.nonzero().flatten()
        step = torch.arange(len(stream)) - firsts[stream]
        correct = torch.zeros(len(firsts), streams.longest)
        correct[stream, step] = batch.correct.flatten()[streams.where]
        chances = torch.sigmoid(self.chances[streams.skill[firsts]])
        known, learnt, slip, guess = chances.unbind(-1)
        right = _answers(known, learnt, slip / 2, guess / 2, correct)[stream, step]
        asked = average(right[streams.place][..., None], batch.tagged)[..., 0]
        return torch.logit(asked, eps=1e-6)


def _answers(known: Tensor, learnt: Tensor, slip: Tensor, guess: Tensor, correct: Tensor) -> Tensor:
    """[N, M] chances of a right answer, each before the answer is seen."""
    said = []
    for came in correct.unbind(dim=1):
        right = known * (1 - slip) + (1 - known) * guess
        said.append(right)
        after_right, after_wrong = known * (1 - slip) / right, known * slip / (1 - right)
        seen = torch.where(came > 0, after_right, after_wrong)
        known = seen + (1 - seen) * learnt
    return torch.stack(said, dim=1)
