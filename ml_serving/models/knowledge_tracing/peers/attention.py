"""An attention model of AKT's kind (Ghosh, Heffernan and Lan, 2020, arXiv:2007.12324).

Written after the paper: Rasch-like embeddings of problems, an encoder of questions, an encoder of
answers, and a retriever that looks back from a question to earlier answers, all with attention
that fades over the context-aware distance. Its memory is the whole history.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout, relu, softplus

from ml_serving.models.knowledge_tracing.batches import Batch
from ml_serving.models.knowledge_tracing.network import average


class FadingAttention(nn.Module):
    """Multi-head attention whose weights fade with how much similar content lies between."""

    def __init__(self, width: int, heads: int, dropped: float) -> None:
        super().__init__()
        self.heads, self.dropped = heads, dropped
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        self.fade = nn.Parameter(torch.zeros(heads, 1, 1))

    def forward(self, query: Tensor, value: Tensor, seen: Tensor) -> Tensor:
        """`query` serves as key too; `seen` [T, T] says which columns a row may look at."""
        asks, holds = self._split(self.key(query)), self._split(self.value(value))
        score = asks @ asks.transpose(-1, -2) / asks.shape[-1] ** 0.5
        with torch.no_grad():
            apart = _distance(score, seen)
        faded = score * torch.exp(-softplus(self.fade) * apart).clamp(min=1e-5)
        weight = faded.masked_fill(~seen, -1e9).softmax(dim=-1) * seen
        mixed = dropout(weight, self.dropped, self.training) @ holds
        return self.out(mixed.transpose(1, 2).flatten(2))

    def _split(self, values: Tensor) -> Tensor:
        return values.unflatten(-1, (self.heads, -1)).transpose(1, 2)


def _distance(score: Tensor, seen: Tensor) -> Tensor:
    weight = score.masked_fill(~seen, -1e9).softmax(dim=-1) * seen
    between = weight.sum(dim=-1, keepdim=True) - weight.cumsum(dim=-1)
    steps = torch.arange(score.shape[-1])
    return ((steps[:, None] - steps).abs() * between.clamp(min=0)).sqrt()


class Block(nn.Module):
    """Attention and, where `thinks`, a feed-forward layer, each added to what came in."""

    def __init__(self, width: int, heads: int, dropped: float, *, thinks: bool = True) -> None:
        super().__init__()
        self.dropped = dropped
        self.attention = FadingAttention(width, heads, dropped)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        layers = [nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width)]
        self.think = nn.Sequential(*layers) if thinks else None

    def forward(self, query: Tensor, value: Tensor, seen: Tensor) -> Tensor:
        found = self.attention(query, value, seen)
        query = self.norms[0](query + dropout(found, self.dropped, self.training))
        if self.think is None:
            return query
        thought = self.think(query)
        return self.norms[1](query + dropout(thought, self.dropped, self.training))


class AttentiveKnowledgeTracing(nn.Module):
    """Logits [B, T]; fitted and asked with windows, since its cost grows with their square."""

    per_problem = ("difficulty.weight",)

    def __init__(
        self, skills: int, problems: int, *, width: int, dropped: float, heads: int = 4
    ) -> None:
        super().__init__()
        self.dropped = dropped
        self.skill, self.skill_harder = (nn.Embedding(skills + 1, width) for _ in range(2))
        self.answer, self.answer_harder = (nn.Embedding(2, width) for _ in range(2))
        self.difficulty = nn.Embedding(problems + 1, 1, padding_idx=0)
        nn.init.zeros_(self.difficulty.weight)
        self.questions = Block(width, heads, dropped)
        self.answers = Block(width, heads, dropped)
        self.look = Block(width, heads, dropped, thinks=False)
        self.retriever = Block(width, heads, dropped)
        self.hidden = nn.Linear(2 * width, 2 * width)
        self.logit = nn.Linear(2 * width, 1)

    def forward(self, batch: Batch) -> Tensor:
        question, answer = self._embed(batch)
        time = batch.problem.shape[1]
        past = torch.ones(time, time, dtype=torch.bool).tril()
        known = self.questions(question, question, past)
        held = self.answers(answer, answer, past)
        known = self.look(known, known, past)
        known = self.retriever(known, held, past.tril(-1))
        heard = relu(self.hidden(torch.cat([known, question], dim=-1)))
        logit: Tensor = self.logit(dropout(heard, self.dropped, self.training))
        return logit.squeeze(-1)

    def _embed(self, batch: Batch) -> tuple[Tensor, Tensor]:
        came, difficulty = batch.correct.long(), self.difficulty(batch.problem)
        skill = average(self.skill(batch.skills), batch.tagged)
        harder = average(self.skill_harder(batch.skills), batch.tagged)
        answer = skill + self.answer(came)
        answer_harder = harder + self.answer_harder(came)
        return skill + difficulty * harder, answer + difficulty * answer_harder
