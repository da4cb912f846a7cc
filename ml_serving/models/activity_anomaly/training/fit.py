"""Fitting the hazard: the log likelihood of survival, slot by slot, is a binary cross entropy."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as nats

from ml_serving.models.activity_anomaly.training.examples import Examples
from ml_serving.models.activity_anomaly.training.network import HazardNetwork

EPOCHS: Final = 14


@dataclass(frozen=True, slots=True)
class Recipe:
    epochs: int = EPOCHS
    rate: float = 4e-3
    batch: int = 1024
    seed: int = 5


@dataclass(frozen=True, slots=True)
class Epoch:
    """Mean loss (nats a slot) on the homes fitted and on homes held out."""

    number: int
    fitted: float
    held_out: float


def fit(
    examples: Examples,
    held_out: Examples,
    recipe: Recipe,
    checkpoint: Path,
    tell: Callable[[Epoch], None],
) -> tuple[HazardNetwork, list[Epoch]]:
    """The network of the epoch that did best on the homes held out, and the curve.

    Goes on from `checkpoint` where there is one, to the same end as if it had not been stopped.
    """
    torch.manual_seed(recipe.seed)
    network = HazardNetwork()
    optimiser = torch.optim.Adam(network.parameters(), lr=recipe.rate)
    curve, best = _resumed(checkpoint, network, optimiser)
    for number in range(len(curve) + 1, recipe.epochs + 1):
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate * (1 - (number - 1) / recipe.epochs)
        fitted = _pass(network, optimiser, examples, recipe, number)
        curve.append(Epoch(number, fitted, loss_of(network, held_out)))
        if curve[-1].held_out <= min(epoch.held_out for epoch in curve):
            best = {name: values.clone() for name, values in network.state_dict().items()}
        _keep(checkpoint, network, optimiser, curve, best)
        tell(curve[-1])
    network.load_state_dict(best)
    return network, curve


def loss_of(network: HazardNetwork, examples: Examples) -> float:
    with torch.no_grad():
        weight = torch.from_numpy(examples.weight)
        logit = network(torch.from_numpy(examples.features))
        loss = nats(logit, torch.from_numpy(examples.sign), weight, reduction="sum")
    return float(loss / weight.sum())


def _pass(
    network: HazardNetwork,
    optimiser: torch.optim.Optimizer,
    examples: Examples,
    recipe: Recipe,
    number: int,
) -> float:
    total = 0.0
    for features, sign, weight in _batches(examples, recipe, number):
        optimiser.zero_grad()
        loss = nats(network(features), sign, weight)
        loss.backward()
        optimiser.step()
        total += float(loss.detach()) * len(sign)
    return total / len(examples)


def _batches(
    examples: Examples, recipe: Recipe, number: int
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    order = torch.randperm(
        len(examples), generator=torch.Generator().manual_seed(1000 * recipe.seed + number)
    )
    told = [torch.from_numpy(each) for each in (examples.features, examples.sign, examples.weight)]
    for some in order.split(recipe.batch):
        yield told[0][some], told[1][some], told[2][some]


def _resumed(
    checkpoint: Path, network: HazardNetwork, optimiser: torch.optim.Optimizer
) -> tuple[list[Epoch], dict[str, Any]]:
    if not checkpoint.exists():
        return [], network.state_dict()
    kept = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(kept["network"])
    optimiser.load_state_dict(kept["optimiser"])
    return [Epoch(**epoch) for epoch in kept["curve"]], kept["best"]


def _keep(
    checkpoint: Path,
    network: HazardNetwork,
    optimiser: torch.optim.Optimizer,
    curve: list[Epoch],
    best: dict[str, Any],
) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    half = checkpoint.with_suffix(".half")
    kept = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "best": best}
    torch.save({**kept, "curve": [asdict(epoch) for epoch in curve]}, half)
    half.replace(checkpoint)
