"""Deep knowledge tracing (Piech et al., 2015, arXiv:1506.05908): one LSTM over the answers."""

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout

from ml_serving.models.knowledge_tracing.batches import Batch
from ml_serving.models.knowledge_tracing.network import average
from ml_serving.models.knowledge_tracing.questions import MOST_SKILLS


class DeepKnowledgeTracing(nn.Module):
    """Hears (skill, answer), says the chance for every skill. A question of several skills is
    heard as the mean of theirs and answered as the mean of their logits. Knows no problems, as
    published."""

    def __init__(self, skills: int, *, width: int, dropped: float) -> None:
        super().__init__()
        self.skills, self.dropped = skills, dropped
        self.answer = nn.Embedding(2 * (skills + 1), width)
        self.memory = nn.LSTM(width, width, batch_first=True)
        self.chance = nn.Linear(width, skills + 1)

    def forward(self, batch: Batch) -> Tensor:
        side = batch.correct.long()[..., None] * (self.skills + 1)
        after, _ = self.memory(average(self.answer(batch.skills + side), batch.tagged))
        before = torch.cat([torch.zeros_like(after[:, :1]), after[:, :-1]], dim=1)
        every = self.chance(dropout(before, self.dropped, self.training))
        asked = every.gather(-1, batch.skills)[..., None]
        assert asked.shape[-2] == MOST_SKILLS
        return average(asked, batch.tagged)[..., 0]
