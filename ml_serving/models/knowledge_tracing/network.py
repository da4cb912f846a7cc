"""Two memories of a learner, one of the person and one for each skill, both of fixed width.

After each question a leaky unit (`scan.py`) rewrites the person's memory and those of the
question's skills; nothing else is kept, so that an answer costs the same after ten questions as
after ten thousand. That a skill's memory is read as its own last question left it follows ReKT
(Shen et al., 2024); that a problem is its skills, moved along their own direction by its
difficulty, follows AKT (Ghosh, Heffernan and Lan, 2020, arXiv:2007.12324).
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout, relu

from ml_serving.models.knowledge_tracing.batches import Batch
from ml_serving.models.knowledge_tracing.gaps import GAPS
from ml_serving.models.knowledge_tracing.scan import Leaky, shifted


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many skills and problems have names, and how wide each part is."""

    skills: int
    problems: int
    width: int = 48
    traits: int = 1
    person: int = 96
    skill: int = 48
    head: int = 96


@dataclass(frozen=True, slots=True)
class Hiding:
    """What training hides, so that the unnamed is answered well: the dropout within, and the
    shares of problems and of learners whose skills lose their names."""

    dropout: float = 0.2
    problems: float = 0.1
    skills: float = 0.05


class TwoMemories(nn.Module):
    """Logits [B, T] of a right answer, each from what came before it and the question itself."""

    per_problem = ("traits.weight",)

    def __init__(self, sizes: Sizes, hiding: Hiding) -> None:
        super().__init__()
        self.sizes, self.hiding = sizes, hiding
        question = sizes.width + sizes.traits
        self.skill = nn.Embedding(sizes.skills + 1, sizes.width)
        self.harder = nn.Embedding(sizes.skills + 1, sizes.width)
        self.traits = nn.Embedding(sizes.problems + 1, sizes.traits, padding_idx=0)
        self.first = nn.Linear(sizes.width, sizes.skill)
        self.gap = nn.Embedding(GAPS, sizes.skill)
        self.person = Leaky(2 * question + 1, sizes.person)
        self.practice = Leaky(2 * question + 1 + sizes.skill + sizes.person, sizes.skill)
        self.hidden = nn.Linear(sizes.person + sizes.skill + question, sizes.head)
        self.logit = nn.Linear(sizes.head, 1)
        nn.init.zeros_(self.traits.weight)
        for table in (self.skill, self.harder, self.gap):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, batch: Batch) -> Tensor:
        named, problem = self._hide(batch)
        question = self._drop(self.question(named, batch.tagged, problem))
        event = answered(question, batch.correct)
        person = self._person_before(event)
        practised = self._practised_before(torch.cat([event, person], dim=-1), named, batch)
        seen = self._drop(torch.cat([person, practised, question], dim=-1))
        logit: Tensor = self.logit(self._drop(relu(self.hidden(seen)))).squeeze(-1)
        return logit

    def question(self, named: Tensor, tagged: Tensor, problem: Tensor) -> Tensor:
        """[B, T, width + traits]; a problem's first trait is its difficulty."""
        traits: Tensor = self.traits(problem)
        skill = average(self.skill(named), tagged)
        harder = average(self.harder(named), tagged)
        return torch.cat([skill + traits[..., :1] * harder, traits], dim=-1)

    def _hide(self, batch: Batch) -> tuple[Tensor, Tensor]:
        if not self.training:
            return batch.skills, batch.problem
        learners = torch.rand(len(batch.skills), 1, 1) >= self.hiding.skills
        problems = torch.rand(batch.problem.shape) >= self.hiding.problems
        return batch.skills * learners, batch.problem * problems

    def _drop(self, values: Tensor) -> Tensor:
        return dropout(values, self.hiding.dropout, self.training)

    def _person_before(self, event: Tensor) -> Tensor:
        learners, time, _ = event.shape
        starts = torch.arange(learners * time) % time == 0
        first = event.new_zeros(learners * time, self.sizes.person)
        after = self.person(event.flatten(0, 1), first, starts, time)
        return shifted(after, first, starts).unflatten(0, (learners, time))

    def _practised_before(self, heard: Tensor, named: Tensor, batch: Batch) -> Tensor:
        streams, gap = batch.streams, self.gap(batch.streams.gap)
        first = torch.tanh(self.first(self.skill(self._names(named, batch))))
        steps = torch.cat([heard.flatten(0, 1)[streams.where], gap], dim=-1)
        after = self.practice(steps, first, streams.starts, streams.longest)
        before = shifted(after, first, streams.starts) * torch.sigmoid(gap)
        return average(before[streams.place], batch.tagged)

    def _names(self, named: Tensor, batch: Batch) -> Tensor:
        """Of each entry of the streams; 0 where its learner's skills are hidden."""
        shown = named.flatten(1).amax(dim=1).gt(0)
        learner = batch.streams.where // batch.problem.shape[1]
        return batch.streams.skill * shown[learner]


def answered(question: Tensor, correct: Tensor) -> Tensor:
    """What a memory hears of a question: itself on one side if right, on the other if wrong."""
    right = correct[..., None]
    return torch.cat([question * right, question * (1 - right), right], dim=-1)


def average(each: Tensor, tagged: Tensor) -> Tensor:
    """[B, T, K, D] over the K that are tagged; 0 where none is."""
    share = tagged / tagged.sum(dim=-1, keepdim=True).clamp(min=1)
    return (each * share[..., None]).sum(dim=-2)
