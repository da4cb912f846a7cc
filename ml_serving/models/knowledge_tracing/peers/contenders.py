"""Who is compared, and the settings that each may try: as many for everyone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from torch import nn

from ml_serving.models.knowledge_tracing.batches import Window
from ml_serving.models.knowledge_tracing.data import DataSet
from ml_serving.models.knowledge_tracing.network import Hiding, Sizes, TwoMemories
from ml_serving.models.knowledge_tracing.peers.attention import AttentiveKnowledgeTracing
from ml_serving.models.knowledge_tracing.peers.bkt import BayesianKnowledgeTracing
from ml_serving.models.knowledge_tracing.peers.dkt import DeepKnowledgeTracing

Setting = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Contender:
    """`settings` name a learning rate each, and whatever else `build` reads; `window` cuts
    histories for a model that cannot carry a memory along them."""

    name: str
    build: Callable[[DataSet, Setting], nn.Module]
    settings: Sequence[Setting]
    window: Window | None = None


def _bkt(data: DataSet, setting: Setting) -> nn.Module:
    del setting
    return BayesianKnowledgeTracing(data.skills)


def _dkt(data: DataSet, setting: Setting) -> nn.Module:
    return DeepKnowledgeTracing(data.skills, width=100, dropped=setting["dropout"])


def _attention(data: DataSet, setting: Setting) -> nn.Module:
    return AttentiveKnowledgeTracing(
        data.skills, data.problems, width=64, dropped=setting["dropout"]
    )


def _ours(data: DataSet, setting: Setting) -> nn.Module:
    return TwoMemories(Sizes(data.skills, data.problems), Hiding(dropout=setting["dropout"]))


MILD, FIRM = 0.3, 1.0
"""Weight decay of what is learnt of single problems."""

CONTENDERS = (
    Contender("BKT", _bkt, [{"rate": 0.05}, {"rate": 0.1}]),
    Contender("DKT", _dkt, [{"rate": 4e-3, "dropout": 0.2}, {"rate": 4e-3, "dropout": 0.4}]),
    Contender(
        "attention",
        _attention,
        [
            {"rate": 2e-3, "dropout": 0.1, "problem_decay": MILD},
            {"rate": 2e-3, "dropout": 0.2, "problem_decay": FIRM},
        ],
        window=Window(length=200, fresh=100),
    ),
    Contender(
        "ours",
        _ours,
        [
            {"rate": 3e-3, "dropout": 0.3, "problem_decay": MILD},
            {"rate": 3e-3, "dropout": 0.4, "problem_decay": FIRM},
        ],
    ),
)
