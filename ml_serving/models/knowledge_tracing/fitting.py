"""One way of fitting for every model that is compared: Adam, and the epoch that validated best."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as nats
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from ml_serving.models.knowledge_tracing.batches import Batch
from ml_serving.models.knowledge_tracing.checkpoint import (
    Epoch,
    Standing,
    Weights,
    keep,
    resume,
)
from ml_serving.models.knowledge_tracing.measures import Answers, Probabilities, auc

AVERAGED = 0.98
"""Share of the moving average that each step of the optimiser leaves; about fifty steps count."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Learning rate, decoupled weight decay, and when to stop: after `epochs`, or `patience` of
    them without a better AUC on the validation split.

    `problem_decay` is for the tables in a network's `per_problem`: most problems were answered a
    few times, and what so few say is to be believed less.
    """

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
    optimiser = _optimiser(network, recipe)
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    standing = resume(checkpoint)
    if standing.curve:
        network.load_state_dict(standing.weights)
        average.load_state_dict(standing.average)
        optimiser.load_state_dict(dict(standing.optimiser))
    while not _finished(standing, recipe):
        number = len(standing.curve) + 1
        loss = _pass(network, optimiser, average, train, seed=recipe.seed * 10_000 + number)
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


def _optimiser(network: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    tables = getattr(network, "per_problem", ())
    per_problem = [values for name, values in network.named_parameters() if name in tables]
    others = [values for name, values in network.named_parameters() if name not in tables]
    groups = [
        {"params": others, "weight_decay": recipe.decay},
        {"params": per_problem, "weight_decay": recipe.problem_decay},
    ]
    return torch.optim.AdamW(groups, lr=recipe.rate)


def _pass(
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    average: AveragedModel,
    batches: Sequence[Batch],
    *,
    seed: int,
) -> float:
    network.train()
    torch.manual_seed(seed)
    losses = []
    for at in np.random.default_rng(seed).permutation(len(batches)):
        losses.append(_step(network, optimiser, batches[at]))
        average.update_parameters(network)
    return float(torch.stack(losses).mean())


def _step(network: nn.Module, optimiser: torch.optim.Optimizer, batch: Batch) -> Tensor:
    counted = batch.row >= 0
    loss = nats(network(batch)[counted], batch.correct[counted])
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return loss.detach()


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
