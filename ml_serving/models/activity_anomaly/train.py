"""Fits the weights that are served and packs them as an archive.

    python -m ml_serving.models.activity_anomaly.train [--into FOLDER] [--homes N] [--days N]

Homes of `homes/` only, none of `homes_apart/`. Every stretch of work leaves its result under
`--work`, and a second start goes on from there; the same seeds give the same weights on the same
machine.
"""

from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import torch
import typer

from ml_serving.archive import pack
from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.hazard import Hazard
from ml_serving.models.activity_anomaly.homes.generate import generate
from ml_serving.models.activity_anomaly.predict import ActivityAnomaly
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street, lay_out
from ml_serving.models.activity_anomaly.training.calibrate import calibrate
from ml_serving.models.activity_anomaly.training.curves import draw_training
from ml_serving.models.activity_anomaly.training.examples import Examples, gather
from ml_serving.models.activity_anomaly.training.fit import EPOCHS, Epoch, Recipe, fit
from ml_serving.models.activity_anomaly.training.golden_cases import golden_cases
from ml_serving.models.activity_anomaly.training.manifest import manifest_of
from ml_serving.models.activity_anomaly.training.network import unfitted
from ml_serving.models.activity_anomaly.training.progress import bar

HERE: Final = Path(__file__).parent
FITTED, HELD_OUT, CALIBRATION = 10_000, 20_000, 30_000
"""First seeds of the homes for each purpose."""


def main(
    homes: Annotated[int, typer.Option(help="homes to fit; half as many are held out")] = 160,
    days: Annotated[int, typer.Option(help="length of each life")] = 110,
    epochs: int = EPOCHS,
    into: Path = HERE,
    work: Path = Path("var/activity_anomaly"),
) -> None:
    """`--homes 8 --days 20 --epochs 2` makes a small model quickly, to see that all is in order."""
    torch.set_num_threads(1)
    work = work / f"{homes}x{days}"
    stranger = _flat()
    _, prior = _gathered(work / "prior.npz", (CALIBRATION, homes // 2, days), stranger)
    known = {**stranger, **prior}
    seen, _ = _gathered(work / "fitted.npz", (FITTED, homes, days), known)
    unseen, _ = _gathered(work / "held_out.npz", (HELD_OUT, homes // 2, days), known)
    recipe = Recipe(epochs=epochs)
    network, curve = fit(seen, unseen, recipe, work / f"fit-{epochs}.pt", _say)
    with bar("calibration", 2 * days) as tell:
        weights, silences = calibrate(
            _street(CALIBRATION, homes // 2, days), {**prior, **network.weights()}, tell
        )
    draw_training(into / "training.png", curve, weights, silences)
    model = ActivityAnomaly(weights, Hazard.of(weights), ZoneInfo("Asia/Seoul"))
    best = min(epoch.held_out for epoch in curve)
    manifest = manifest_of(homes=2 * homes, days=days, loss=best, months=silences.months)
    typer.echo(pack(manifest, weights, golden_cases(model), into))


def _street(first: int, homes: int, days: int) -> Street:
    return lay_out([generate(seed, days) for seed in range(first, first + homes)])


def _flat() -> Tensors:
    """Somebody of whom even the population says nothing."""
    return {
        **unfitted(seed=1),
        "prior.usual": np.full((2, 48), 0.4, dtype=np.float32),
        "prior.hazard": np.full((2, 6, 8), 0.3, dtype=np.float32),
        "prior.peak": np.array([6.0, 1.5], dtype=np.float32),
    }


def _gathered(
    kept: Path, homes: tuple[int, int, int], weights: Tensors
) -> tuple[Examples, Tensors]:
    """Examples and averages of homes (first seed, number, days); from disk on a second start."""
    if not kept.exists():
        with bar(kept.stem, homes[-1]) as tell:
            examples, prior = gather(_street(*homes), weights, np.random.default_rng(3), tell)
        _keep(kept, examples, prior)
    with np.load(kept) as told:
        rows = Examples(told["features"], told["sign"], told["weight"])
        return rows, {name: told[name] for name in told.files if name.startswith("prior.")}


def _keep(kept: Path, examples: Examples, prior: Tensors) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = kept.with_suffix(".half.npz")
    rows: dict[str, Any] = {
        name: getattr(examples, name) for name in ("features", "sign", "weight")
    }
    np.savez(half, **rows, **dict[str, Any](prior))
    half.replace(kept)


def _say(epoch: Epoch) -> None:
    typer.echo(
        f"epoch {epoch.number}: {epoch.fitted:.4f} nats fitted, {epoch.held_out:.4f} held out"
    )


if __name__ == "__main__":
    typer.run(main)
