"""One pass over the training split: what happens between two looks at the validation split."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as nats
from torch.optim.swa_utils import AveragedModel

from ml_serving.models.knowledge_tracing.batches import Batch


def optimiser_of(
    network: nn.Module, *, rate: float, decay: float, problem_decay: float
) -> torch.optim.Optimizer:
    """`problem_decay` is for the tables in a network's `per_problem`: most problems were answered a
    few times, and what so few say is to be believed less."""
    tables = getattr(network, "per_problem", ())
    per_problem = [values for name, values in network.named_parameters() if name in tables]
    others = [values for name, values in network.named_parameters() if name not in tables]
    groups = [
        {"params": others, "weight_decay": decay},
        {"params": per_problem, "weight_decay": problem_decay},
    ]
    return torch.optim.AdamW(groups, lr=rate)


def run_epoch(
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    average: AveragedModel,
    batches: Sequence[Batch],
    *,
    seed: int,
) -> float:
    """Every batch once, in an order and with dropout that `seed` fixes; the mean loss in nats."""
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
