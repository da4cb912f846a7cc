"""Fits the weights that are served and packs them as an archive.

    python -m ml_serving.models.knowledge_tracing.train [--into FOLDER]

ASSISTments 2009, its own validation split to stop by; the test split is not opened here. Goes on
where it was stopped; the same seed gives the same weights on the same machine.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.console import Console

from ml_serving.archive import pack
from ml_serving.models.knowledge_tracing.checkpoint import Epoch
from ml_serving.models.knowledge_tracing.curves import draw_fit
from ml_serving.models.knowledge_tracing.data import ASSISTMENTS_2009
from ml_serving.models.knowledge_tracing.fitting import Recipe, fit
from ml_serving.models.knowledge_tracing.golden_cases import golden_cases
from ml_serving.models.knowledge_tracing.manifest import manifest_of
from ml_serving.models.knowledge_tracing.network import Hiding, Sizes, TwoMemories
from ml_serving.models.knowledge_tracing.predict import KnowledgeTracing
from ml_serving.models.knowledge_tracing.progress import epochs_told
from ml_serving.models.knowledge_tracing.splits import Splits

HERE = Path(__file__).parent
SIZES = Sizes(ASSISTMENTS_2009.skills, ASSISTMENTS_2009.problems)
HIDING = Hiding(dropout=0.4)
RECIPE = Recipe(rate=3e-3, problem_decay=1.0, epochs=12)
"""As `evaluate.py` found them best on the validation split."""


def main(
    data: Annotated[Path, typer.Option(envvar="OSAN_DATA")] = Path("../shared/data"),
    work: Path = Path("var/knowledge_tracing"),
    into: Path = HERE,
    few: int | None = None,
    epochs: int = RECIPE.epochs,
) -> None:
    """`--few` learners and `--epochs` make a small model quickly, to see that all is in order."""
    torch.set_num_threads(1)
    splits = Splits(ASSISTMENTS_2009, data / "knowledge_tracing", few=few)
    recipe = replace(RECIPE, epochs=epochs)
    network, curve = _fit(splits, recipe, work / f"product-{few or 'all'}.pt")
    draw_fit(into / "training.png", {"knowledge-tracing": curve}, title="Training")
    weights = {name: values.numpy() for name, values in network.state_dict().items()}
    train = splits.learners("train")
    long_enough = next(learner for learner in train if len(learner) > 20)
    cases = golden_cases(KnowledgeTracing(weights), long_enough)
    typer.echo(pack(manifest_of(train, curve, SIZES), weights, cases, into))


def _fit(splits: Splits, recipe: Recipe, checkpoint: Path) -> tuple[TwoMemories, Sequence[Epoch]]:
    torch.manual_seed(recipe.seed)
    network = TwoMemories(SIZES, HIDING)
    with epochs_told(Console(), "knowledge-tracing", epochs=recipe.epochs) as tell:
        curve = fit(
            network,
            train=splits.to_fit(None, seed=recipe.seed),
            valid=splits.to_ask("valid", None),
            recipe=recipe,
            checkpoint=checkpoint,
            tell=lambda epoch: tell("fit", epoch),
        )
    return network, curve


if __name__ == "__main__":
    typer.run(main)
