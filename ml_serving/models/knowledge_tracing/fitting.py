"""One way of fitting for every model that is compared: Adam, and the epoch that validated best."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from ml_serving.models.knowledge_tracing.batches import Batch
from ml_serving.models.knowledge_tracing.checkpoint import (
    Epoch,
    Standing,
    Weights,
    keep,
    resume,
)
from ml_serving.models.knowledge_tracing.epochs import optimiser_of, run_epoch
from ml_serving.models.knowledge_tracing.measures import Answers, Probabilities, auc

AVERAGED = 0.98
"""Share of the moving average that each step of the optimiser leaves; about fifty steps count."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Learning rate, decoupled weight decay, and when to stop: after `epochs`, or `patience` of
    them without a better AUC on the validation split."""

    rate: float
    decay: float = 0.01
    problem_decay: float = 0.01
    epochs: int = 20
    patience: int = 3
    seed: int = 1


def fit(
    network: nn.Module,
    *,
    train: Sequence[Batch],
    valid: Sequence[Batch],
    recipe: Recipe,
    checkpoint: Path,
    tell: Callable[[Epoch], None],
) -> Sequence[Epoch]:
    """Fits `network` in place and leaves it with the averaged weights that validated best;
    returns the curve.

    Goes on from `checkpoint` where it exists, to the same end as if it had never stopped.
    """
    optimiser = optimiser_of(
        network,
        rate=recipe.rate,
        decay=recipe.decay,
        problem_decay=recipe.problem_decay,
    )
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    standing = resume(checkpoint)
    if standing.curve:
        network.load_state_dict(standing.weights)
        average.load_state_dict(standing.average)
        optimiser.load_state_dict(dict(standing.optimiser))
    while not _finished(standing, recipe):
        number = len(standing.curve) + 1
        loss = run_epoch(network, optimiser, average, train, seed=recipe.seed * 10_000 + number)
        standing.curve.append(Epoch(number, loss, auc(*predict(average, valid))))
        _note(standing, network, average, optimiser)
        keep(standing, checkpoint)
        tell(standing.curve[-1])
    network.load_state_dict(standing.best)
    return standing.curve


def predict(network: nn.Module, batches: Sequence[Batch]) -> tuple[Probabilities, Answers]:
    """Probabilities and answers of a split's questions, in the order of its file."""
    network.eval()
    with torch.inference_mode():
        parts = [(batch.row, torch.sigmoid(network(batch)), batch.correct) for batch in batches]
    columns = zip(*parts, strict=True)
    row, said, came = (torch.cat([one.flatten() for one in column]) for column in columns)
    order = row[row >= 0].argsort()
    return (
        said[row >= 0][order].double().numpy(),
        came[row >= 0][order].long().numpy(),
    )


def _finished(standing: Standing, recipe: Recipe) -> bool:
    done = len(standing.curve)
    return done > 0 and (
        done >= recipe.epochs or done - standing.best_epoch.number >= recipe.patience
    )


def _note(
    standing: Standing,
    network: nn.Module,
    average: AveragedModel,
    optimiser: torch.optim.Optimizer,
) -> None:
    standing.weights = _copied(network)
    standing.average = _copied(average)
    standing.optimiser = optimiser.state_dict()
    if standing.best_epoch is standing.curve[-1]:
        standing.best = _copied(average.module)


def _copied(network: nn.Module) -> Weights:
    return {name: values.clone() for name, values in network.state_dict().items()}
