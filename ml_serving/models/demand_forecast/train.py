"""`python -m ml_serving.models.demand_forecast.train`: from the data to the archive."""

from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.progress import Progress

from ml_serving.archive import pack
from ml_serving.models.demand_forecast.band import calibrated
from ml_serving.models.demand_forecast.chosen import CHOSEN, PLANS, SEED, Sizes
from ml_serving.models.demand_forecast.curves import draw_curves
from ml_serving.models.demand_forecast.data.gather import FULL, SHORT, Material
from ml_serving.models.demand_forecast.data.kept import gathered
from ml_serving.models.demand_forecast.fit import Epoch, Fitted, Plan, fit
from ml_serving.models.demand_forecast.forecast import Forecaster
from ml_serving.models.demand_forecast.golden import golden_cases
from ml_serving.models.demand_forecast.manifest import manifest_of
from ml_serving.models.demand_forecast.network import Shape
from ml_serving.models.demand_forecast.rhythm import RHYTHMS
from ml_serving.models.demand_forecast.shipped import weights_of

HERE = Path(__file__).parent


def main(
    data: Annotated[Path, typer.Option(envvar="OSAN_DATA")] = Path("../shared/data"),
    work: Annotated[Path, typer.Option(help="Checkpoints and pictures.")] = Path(
        "var/demand-forecast"
    ),
    into: Annotated[Path, typer.Option(help="Where the archive goes.")] = HERE,
    short: Annotated[bool, typer.Option(help="A minute's worth, to see that all runs.")] = False,
    threads: int = 1,
) -> None:
    """Train both rhythms, calibrate their bands, pack them. A run that was cut goes on."""
    torch.set_num_threads(threads)
    work = work / "short" if short else work
    forecasters, courses = {}, {}
    with Progress() as progress:
        for name, rhythm in RHYTHMS.items():
            amount = (SHORT if short else FULL)[name]
            material = gathered(data=data, rhythm=rhythm, amount=amount, seed=SEED, work=work)
            plan = Plan(epochs=2, batch=256) if short else PLANS[name]
            fitted = _fit(name, material, plan=plan, work=work, progress=progress)
            courses[name] = fitted.course
            forecasters[name] = Forecaster(
                weights=fitted.weights,
                priors=material.priors,
                band=calibrated(fitted.weights, material.validation),
            )
    draw_curves(courses, work / "training.png")
    manifest = manifest_of(forecasters, courses)
    archive = pack(manifest, weights_of(forecasters), golden_cases(forecasters), into)
    typer.echo(f"{archive} ({archive.stat().st_size / 1e6:.1f} MB), {work / 'training.png'}")


def _fit(name: str, material: Material, *, plan: Plan, work: Path, progress: Progress) -> Fitted:
    task = progress.add_task(f"by {name}: {len(material.train)} rows", total=plan.epochs)

    def told(epoch: Epoch) -> None:
        said = f"by {name}: {epoch.train:.4f} / {epoch.validation:.4f}"
        progress.update(task, completed=epoch.number + 1, description=said)

    return fit(
        material.train,
        material.validation,
        shape=shape_of(material, CHOSEN[name]),
        plan=plan,
        checkpoint=work / f"checkpoint-{name}.safetensors",
        told=told,
    )


def shape_of(material: Material, sizes: Sizes) -> Shape:
    """The chosen sizes with those that the rows dictate."""
    train = material.train
    return Shape(
        features=train.features.shape[1],
        anchors=train.anchors.shape[1],
        width=sizes.width,
        depth=sizes.depth,
        dropout=sizes.dropout,
    )


if __name__ == "__main__":
    typer.run(main)
