"""One contender, fitted with each of its settings; the one that validated best stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from torch import nn

from ml_serving.models.knowledge_tracing.checkpoint import Epoch
from ml_serving.models.knowledge_tracing.fitting import Recipe, fit
from ml_serving.models.knowledge_tracing.peers.contenders import Contender, Setting
from ml_serving.models.knowledge_tracing.splits import Splits

Tell = Callable[[str, Epoch], None]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A contender at its best, how it came there, and with which setting."""

    contender: Contender
    setting: Setting
    network: nn.Module
    curve: Sequence[Epoch]

    @property
    def best(self) -> Epoch:
        return max(self.curve, key=lambda epoch: epoch.auc)

    @property
    def parameters(self) -> int:
        return sum(values.numel() for values in self.network.parameters())


def tune(contender: Contender, splits: Splits, *, work: Path, epochs: int, tell: Tell) -> Fitted:
    """Every setting has the same `epochs` and the same patience. Resumes what `work` holds."""
    train = splits.to_fit(contender.window, seed=1)
    valid = splits.to_ask("valid", contender.window)
    tried = []
    for number, setting in enumerate(contender.settings, start=1):
        name = f"{contender.name} {number}/{len(contender.settings)}"
        torch.manual_seed(1)
        network = contender.build(splits.data, setting)
        curve = fit(
            network,
            train=train,
            valid=valid,
            recipe=_recipe(setting, epochs),
            checkpoint=work / f"{splits.data.stem}-{contender.name}-{_spelt(setting)}.pt",
            tell=partial(tell, name),
        )
        tried.append(Fitted(contender, setting, network, curve))
    return max(tried, key=lambda fitted: fitted.best.auc)


def _recipe(setting: Setting, epochs: int) -> Recipe:
    problem_decay = setting.get("problem_decay", 0.01)
    return Recipe(rate=setting["rate"], problem_decay=problem_decay, epochs=epochs)


def _spelt(setting: Setting) -> str:
    return "-".join(f"{name}-{value:g}" for name, value in setting.items())
