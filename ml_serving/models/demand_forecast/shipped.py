"""A forecaster into an archive's tensors and settings, and back."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from ml_serving.contract import Archive, Tensors
from ml_serving.models.demand_forecast.forecast import Band, Forecaster
from ml_serving.models.demand_forecast.level import Prior


def weights_of(forecasters: Mapping[str, Forecaster]) -> Tensors:
    """Every tensor under `rhythm/name`; the categories' weeks are tensors, too."""
    made: dict[str, Any] = {}
    for rhythm, forecaster in forecasters.items():
        for name, tensor in forecaster.weights.items():
            made[f"{rhythm}/{name}"] = tensor.detach().numpy()
        for category, prior in forecaster.priors.items():
            made[f"{rhythm}/profile/{category}"] = prior.profile.astype(np.float32)
    return made


def settings_of(forecasters: Mapping[str, Forecaster]) -> dict[str, Any]:
    """What is not a tensor: levels of the categories and the reach of the band."""
    return {
        rhythm: {
            "band": {"below": forecaster.band.below, "above": forecaster.band.above},
            "levels": {
                category: {"log_level": prior.log_level, "spread": prior.spread}
                for category, prior in forecaster.priors.items()
            },
        }
        for rhythm, forecaster in forecasters.items()
    }


def forecaster_from(archive: Archive, *, rhythm: str) -> Forecaster:
    """The other way round. Raises `KeyError` where an archive lacks a part."""
    settings = archive.manifest.settings[rhythm]
    tensors = {
        name.removeprefix(f"{rhythm}/"): tensor
        for name, tensor in archive.weights.items()
        if name.startswith(f"{rhythm}/")
    }
    priors = {
        category: Prior(
            log_level=float(level["log_level"]),
            spread=float(level["spread"]),
            profile=tensors.pop(f"profile/{category}").astype(np.float64),
        )
        for category, level in settings["levels"].items()
    }
    weights = {name: torch.from_numpy(np.array(tensor)) for name, tensor in tensors.items()}
    return Forecaster(weights=weights, priors=priors, band=Band(**settings["band"]))
