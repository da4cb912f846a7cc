"""An attention model of AKT's kind (Ghosh, Heffernan and Lan, 2020, arXiv:2007.12324).

Written after the paper: Rasch-like embeddings of problems, an encoder of questions, one of answers,
and a retriever that looks back from a question to earlier answers, all with attention that fades
over the context-aware distance. Its memory is the whole history.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout, relu, softplus

from ml_serving.models.knowledge_tracing.batches import Batch
from ml_serving.models.knowledge_tracing.network import average


class FadingAttention(nn.Module):
    """Multi-head attention whose weights fade with how much similar content lies between."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        self.fade = nn.Parameter(torch.zeros(heads, 1, 1))

    def forward(self, query: Tensor, value: Tensor, *, itself: bool) -> Tensor:
        """`query` serves as key too; a question looks at those before it, and at `itself`."""
        time = query.shape[1]
        hidden = torch.full((time, time), -1e9).triu(1 if itself else 0)
        asks, holds = self._split(self.key(query)), self._split(self.value(value))
        score = (asks / asks.shape[-1] ** 0.5) @ asks.transpose(-1, -2)
        apart = _distance(score.detach(), hidden)
        faded = score * torch.exp(-softplus(self.fade) * apart)
        mixed = (faded + hidden).softmax(dim=-1) @ holds
        if not itself:
            mixed = mixed * (torch.arange(time) > 0)[:, None]
        return self.out(mixed.transpose(1, 2).flatten(2))

    def _split(self, values: Tensor) -> Tensor:
        return values.unflatten(-1, (self.heads, -1)).transpose(1, 2)


def _distance(score: Tensor, hidden: Tensor) -> Tensor:
    """Square root of: questions between, times the share of attention that lies between."""
    between = (score + hidden).softmax(dim=-1).cumsum(dim=-1).neg_().add_(1).clamp_(min=0)
    steps = torch.arange(score.shape[-1])
    return between.mul_((steps[:, None] - steps).abs()).sqrt_()


class Block(nn.Module):
    """Attention and, where `thinks`, a feed-forward layer, each added to what came in."""

    def __init__(self, width: int, heads: int, dropped: float, *, thinks: bool = True) -> None:
        super().__init__()
        self.dropped = dropped
        self.attention = FadingAttention(width, heads)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        layers = [nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width)]
        self.think = nn.Sequential(*layers) if thinks else None

    def forward(self, query: Tensor, value: Tensor, *, itself: bool = True) -> Tensor:
        found = self.attention(query, value, itself=itself)
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
        self.answers = Block(width, heads, dropped)
        self.look = Block(width, heads, dropped, thinks=False)
        self.retriever = Block(width, heads, dropped)
        self.hidden = nn.Linear(2 * width, 2 * width)
        self.logit = nn.Linear(2 * width, 1)

    def forward(self, batch: Batch) -> Tensor:
        question, answer = self._embed(batch)
        held = self.answers(answer, answer)
        known = self.look(question, question)
        known = self.retriever(known, held, itself=False)
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
