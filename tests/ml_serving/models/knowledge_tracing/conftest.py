"""Learners out of a seed, and a network whose weights nobody trained."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from ml_serving.models.knowledge_tracing.network import Hiding, Sizes, TwoMemories
from ml_serving.models.knowledge_tracing.predict import KnowledgeTracing
from ml_serving.models.knowledge_tracing.questions import MOST_SKILLS, Learner

SKILLS, PROBLEMS = 12, 40

Learners = Callable[..., list[Learner]]


@pytest.fixture(scope="session")
def learners() -> Learners:
    """`learners(count, longest=…, seed=…)`: abler ones are right more often, and all get better."""

    def made(count: int, *, longest: int = 40, seed: int = 1) -> list[Learner]:
        rng = np.random.default_rng(seed)
        return [_learner(rng, int(rng.integers(2, longest + 1))) for _ in range(count)]

    return made


def _learner(rng: np.random.Generator, length: int) -> Learner:
    problem = rng.integers(1, PROBLEMS + 1, size=length)
    skills = np.zeros((length, MOST_SKILLS), dtype=np.int64)
    skills[:, 0] = problem % SKILLS + 1
    second = problem % 5 == 0
    skills[second, 1] = (problem[second] + 3) % SKILLS + 1
    chance = 1 / (1 + np.exp(-rng.normal() - np.arange(length) / 20 + problem % 3))
    return Learner(problem, skills, (rng.random(length) < chance).astype(np.int64))


@pytest.fixture(scope="session")
def network() -> TwoMemories:
    """In double precision, with weights large enough for every one of them to matter."""
    torch.manual_seed(7)
    sizes = Sizes(SKILLS, PROBLEMS, width=6, traits=3, person=8, skill=5, head=7)
    made = TwoMemories(sizes, Hiding()).double().eval()
    with torch.no_grad():
        for values in made.parameters():
            values.copy_(torch.randn_like(values).float() * 0.5)
        made.traits.weight[0] = 0
    return made


@pytest.fixture(scope="session")
def model(network: TwoMemories) -> KnowledgeTracing:
    """The same weights as they are served."""
    return KnowledgeTracing(
        {name: values.float().numpy() for name, values in network.state_dict().items()}
    )
