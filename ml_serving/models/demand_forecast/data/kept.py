"""Gathered rows on disk, so that a tuning and a training that follow need not gather again."""

from pathlib import Path

import numpy as np

from ml_serving.models.demand_forecast.data.gather import (
    Amount,
    Material,
    gather,
    read_real,
    seeded,
)
from ml_serving.models.demand_forecast.data.samples import Samples
from ml_serving.models.demand_forecast.level import Prior
from ml_serving.models.demand_forecast.rhythm import Rhythm


def gathered(*, data: Path, rhythm: Rhythm, amount: Amount, seed: int, work: Path) -> Material:
    """The material of a rhythm: from `work`, or gathered now and kept there."""
    path = work / f"material-{rhythm.name}-{amount.bikes}-{seed}.npz"
    if path.exists():
        return _read(path)
    real = read_real(data, rhythm, stores=amount.stores)
    material = gather(real, rhythm, amount, seeded(seed))
    work.mkdir(parents=True, exist_ok=True)
    _write(material, path)
    return material


def _write(material: Material, path: Path) -> None:
    arrays = {
        f"{part}/{name}": getattr(getattr(material, part), name)
        for part in ("train", "validation")
        for name in Samples.__slots__
    }
    for category, prior in material.priors.items():
        arrays[f"prior/{category}"] = np.concatenate(
            [[prior.log_level, prior.spread], prior.profile]
        )
    with path.open("wb") as file:
        np.savez(file, **arrays)


def _read(path: Path) -> Material:
    with np.load(path, allow_pickle=False) as kept:
        parts = {
            part: Samples(**{name: kept[f"{part}/{name}"] for name in Samples.__slots__})
            for part in ("train", "validation")
        }
        priors = {
            name.removeprefix("prior/"): Prior(float(row[0]), float(row[1]), row[2:])
            for name, row in ((n, kept[n]) for n in kept.files if n.startswith("prior/"))
        }
    return Material(parts["train"], parts["validation"], priors)
