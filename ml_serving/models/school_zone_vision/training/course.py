"""The course of a training: epochs, kept so that a training that was cut off goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ml_serving.models.school_zone_vision.evaluation.photographs import Photograph
from ml_serving.models.school_zone_vision.networks.centernet import Centernet
from ml_serving.models.school_zone_vision.training.losses import losses_of
from ml_serving.models.school_zone_vision.training.samples import batches


@dataclass(frozen=True, slots=True)
class Wishes:
    """A training's settings; the same settings and seed give the same course."""

    labels: tuple[str, ...]
    size: tuple[int, int]
    epochs: int
    batch: int
    rate: float
    seed: int


@dataclass(frozen=True, slots=True)
class Epoch:
    """Mean losses of one pass over the photographs."""

    number: int
    heat: float
    sides: float


def train(
    network: Centernet, photographs: Sequence[Photograph], wishes: Wishes, *, kept: Path
) -> Iterator[Epoch]:
    """Yields each epoch when it is done and kept in the file; those of the file come first."""
    optimiser = torch.optim.AdamW(network.parameters(), lr=wishes.rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, wishes.epochs)
    done = _resumed(kept, network, optimiser, schedule)
    yield from done
    for number in range(len(done), wishes.epochs):
        chance = np.random.default_rng([wishes.seed, number])
        done.append(_epoch(network, optimiser, photographs, wishes, number, chance))
        schedule.step()
        _keep(kept, done, network, optimiser, schedule)
        yield done[-1]


def _epoch(
    network: Centernet,
    optimiser: torch.optim.Optimizer,
    photographs: Sequence[Photograph],
    wishes: Wishes,
    number: int,
    chance: np.random.Generator,
) -> Epoch:
    sums: list[tuple[float, float]] = []
    for batch in batches(
        photographs, wishes.labels, size=wishes.size, batch=wishes.batch, chance=chance
    ):
        logits, sides = network.cells(batch.pixels)
        losses = losses_of(
            logits, sides, heat=batch.heat, true_sides=batch.sides, counted=batch.counted
        )
        optimiser.zero_grad()
        losses.whole.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 10.0)
        optimiser.step()
        sums.append((float(losses.heat.detach()), float(losses.sides.detach())))
    heat, sides_loss = np.mean(sums, axis=0)
    return Epoch(number, float(heat), float(sides_loss))


def _keep(kept: Path, done: Sequence[Epoch], *parts: object) -> None:
    """Written beside and moved, so that a cut leaves the last whole state."""
    state = [part.state_dict() for part in parts]  # type: ignore[attr-defined]
    told = [(one.number, one.heat, one.sides) for one in done]
    half = kept.with_suffix(".half")
    torch.save({"done": told, "state": state}, half)
    half.replace(kept)


def _resumed(kept: Path, *parts: object) -> list[Epoch]:
    if not kept.is_file():
        return []
    held = torch.load(kept, weights_only=True)
    for part, state in zip(parts, held["state"], strict=True):
        part.load_state_dict(state)  # type: ignore[attr-defined]
    return [Epoch(*one) for one in held["done"]]
