"""Training: AdamW over the pinball loss, all members at once, from a checkpoint if there is one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Generator, Tensor

from ml_serving.models.demand_forecast.data.samples import Samples
from ml_serving.models.demand_forecast.network import (
    WIDEST,
    Shape,
    Weights,
    bent_quantiles,
    draw_weights,
    pinball,
    straightened,
)

STATISTICS = ("mean", "spread", "reach")
"""Weights that are measured and not learnt."""

HIDDEN_SHARE = 0.5

NARROWEST = 3.0
SEEN_OFTEN = 0.995
"""A feature is followed as far from its mean as all but one in two hundred rows have it: a storm's
noise or a frost lies beyond what was learnt, and is no reason to draw a line on."""

MEMORY = 0.99
"""What is kept is a running mean of the weights over about a hundred steps: the last step of
a noisy descent is as good as any other, and their mean is better (Izmailov et al. 2018)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `rate` falls to nothing along a half cosine; `hidden` are groups of columns
    each of which half of the rows do not see, drawn anew for every batch."""

    epochs: int = 12
    rate: float = 2e-3
    decay: float = 1e-2
    batch: int = 1024
    seed: int = 20260301
    hidden: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Epoch:
    """Mean pinball loss of one pass, in units of the level."""

    number: int
    train: float
    validation: float


@dataclass(frozen=True, slots=True)
class Fitted:
    weights: Weights
    course: tuple[Epoch, ...]


@dataclass(frozen=True)
class _Run:
    weights: dict[str, Tensor]
    smooth: dict[str, Tensor]
    optimizer: torch.optim.AdamW
    course: tuple[Epoch, ...]


def fit(
    train: Samples,
    validation: Samples,
    *,
    shape: Shape,
    plan: Plan,
    checkpoint: Path | None = None,
    told: Callable[[Epoch], None] = lambda _: None,
) -> Fitted:
    """Weights after the last epoch. An epoch's order and dropout hang on the seed and its number
    alone, so that a run which was cut goes on as if it had not been."""
    run = _resume(_begin(train, shape, plan), checkpoint)
    rows = _tensors(train)
    for number in range(len(run.course), plan.epochs):
        loss = _one_epoch(run, rows, shape=shape, plan=plan, number=number)
        epoch = Epoch(number=number, train=loss, validation=loss_on(run.smooth, validation))
        run = replace(run, course=(*run.course, epoch))
        if checkpoint:
            _keep(run, checkpoint)
        told(epoch)
    return Fitted(run.smooth, run.course)


def loss_on(weights: Weights, samples: Samples) -> float:
    """Mean pinball loss of the ensemble's mean, rows by their weight."""
    features, anchors, target, weight = _tensors(samples)
    with torch.inference_mode():
        bent = bent_quantiles(weights, features, anchors).mean(dim=0)
        return float((pinball(target, straightened(bent)) * weight).sum() / weight.sum())


def _begin(train: Samples, shape: Shape, plan: Plan) -> _Run:
    weights = draw_weights(shape, Generator().manual_seed(plan.seed))
    weights["mean"] = torch.from_numpy(train.features.mean(axis=0))
    weights["spread"] = torch.from_numpy(train.features.std(axis=0)).clamp(min=0.05)
    weights["reach"] = _reach(train, weights["mean"], weights["spread"])
    learnt = [w.requires_grad_() for name, w in weights.items() if name not in STATISTICS]
    optimizer = torch.optim.AdamW(learnt, lr=plan.rate, weight_decay=plan.decay)
    smooth = {name: weight.detach().clone() for name, weight in weights.items()}
    return _Run(weights=weights, smooth=smooth, optimizer=optimizer, course=())


def _reach(train: Samples, mean: Tensor, spread: Tensor) -> Tensor:
    away = np.abs(train.features - mean.numpy()) / spread.numpy()
    often = np.quantile(away, SEEN_OFTEN, axis=0).astype(np.float32)
    return torch.from_numpy(often).clamp(NARROWEST, WIDEST)


def _one_epoch(
    run: _Run, rows: tuple[Tensor, ...], *, shape: Shape, plan: Plan, number: int
) -> float:
    torch.manual_seed(plan.seed * 1000 + number)
    batches = torch.randperm(len(rows[2])).split(plan.batch)
    total = 0.0
    for place, chosen in enumerate(batches):
        _slow_down(run.optimizer, plan, done=(number + place / len(batches)) / plan.epochs)
        features, anchors, target, weight = (row[chosen] for row in rows)
        seen = _hide(features, plan.hidden, run.weights["mean"])
        bent = bent_quantiles(run.weights, seen, anchors, drop=shape.dropout)
        luck = -torch.log(torch.rand(shape.members, len(chosen)).clamp(min=1e-6))
        each = pinball(target, straightened(bent.clamp(-5.0, 5.0)))
        loss = (each * weight * luck).sum(dim=1).div(weight.sum()).sum()
        run.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.optimizer.param_groups[0]["params"], 2.0)
        run.optimizer.step()
        _smooth_over(run, step=number * len(batches) + place)
        total += float(loss.detach()) / shape.members * len(chosen)
    return total / len(rows[2])


def _hide(features: Tensor, groups: tuple[tuple[int, ...], ...], instead: Tensor) -> Tensor:
    for group in groups:
        rows = (torch.rand(len(features)) < HIDDEN_SHARE).nonzero()
        columns = torch.tensor(group)
        features[rows, columns] = instead[columns]
    return features


def _slow_down(optimizer: torch.optim.AdamW, plan: Plan, *, done: float) -> None:
    optimizer.param_groups[0]["lr"] = plan.rate * 0.5 * (1 + float(np.cos(np.pi * done)))


def _smooth_over(run: _Run, *, step: int) -> None:
    memory = min(MEMORY, (1 + step) / (10 + step))
    with torch.no_grad():
        for name, weight in run.weights.items():
            run.smooth[name].lerp_(weight, 1 - memory)


def _tensors(samples: Samples) -> tuple[Tensor, ...]:
    parts = (samples.features, samples.anchors, samples.target, samples.weight)
    return tuple(torch.from_numpy(part) for part in parts)


def _keep(run: _Run, checkpoint: Path) -> None:
    """Weights, the optimiser's moments and the course, without pickle; replaced as a whole."""
    kept = {f"weights/{name}": w.detach().contiguous() for name, w in run.weights.items()}
    kept |= {f"smooth/{name}": w for name, w in run.smooth.items()}
    for number, state in run.optimizer.state_dict()["state"].items():
        kept |= {f"moments/{number}/{name}": torch.as_tensor(v) for name, v in state.items()}
    kept["course"] = torch.tensor([[e.train, e.validation] for e in run.course])
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    beside = checkpoint.with_suffix(".part")
    save_file(kept, beside)
    beside.replace(checkpoint)


def _resume(run: _Run, checkpoint: Path | None) -> _Run:
    if checkpoint is None or not checkpoint.exists():
        return run
    kept = load_file(checkpoint)
    moments: dict[int, dict[str, Tensor]] = {}
    with torch.no_grad():
        for name, tensor in kept.items():
            match name.split("/"):
                case ["weights", weight]:
                    run.weights[weight].copy_(tensor)
                case ["smooth", weight]:
                    run.smooth[weight].copy_(tensor)
                case ["moments", number, moment]:
                    moments.setdefault(int(number), {})[moment] = tensor
    state = run.optimizer.state_dict()
    run.optimizer.load_state_dict({**state, "state": moments})
    course = [Epoch(n, float(t), float(v)) for n, (t, v) in enumerate(kept["course"])]
    return replace(run, course=tuple(course))
