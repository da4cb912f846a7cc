"""Knowledge tracing beside its peers, all fitted here, each asked the test split once.

    python -m ml_serving.models.knowledge_tracing.evaluate [--short] [--first]

Goes on where it was stopped. The tables go into `card.md`, the pictures beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.console import Console

from ml_serving.models.knowledge_tracing.card_table import spans, tables, write_between
from ml_serving.models.knowledge_tracing.curves import draw_by_history, draw_fit, draw_reliability
from ml_serving.models.knowledge_tracing.data import ASSISTMENTS_2009, ASSISTMENTS_2015, DataSet
from ml_serving.models.knowledge_tracing.goals import told_goals
from ml_serving.models.knowledge_tracing.judge import Verdict, judge
from ml_serving.models.knowledge_tracing.measures import Answers, Probabilities
from ml_serving.models.knowledge_tracing.peers.ask_test import OURS, ask_test
from ml_serving.models.knowledge_tracing.peers.contenders import CONTENDERS, Contender
from ml_serving.models.knowledge_tracing.peers.tune import Fitted, tune
from ml_serving.models.knowledge_tracing.progress import epochs_told
from ml_serving.models.knowledge_tracing.splits import Splits

HERE = Path(__file__).parent
EPOCHS = 12
console = Console()


def main(
    data: Annotated[Path, typer.Option(envvar="OSAN_DATA")] = Path("../shared/data"),
    work: Path = Path("var/knowledge_tracing"),
    short: bool = False,
    first: bool = False,
    epochs: int = EPOCHS,
) -> None:
    """Fits, asks, and writes the card; `--short` shows on a few learners that it all runs,
    `--first` ends after ASSISTments 2009, `--epochs` makes it shorter for everyone.

    Settings are tried on ASSISTments 2009; what stood best there stands on ASSISTments 2015.
    """
    torch.set_num_threads(1)
    work = work / "short" if short else work
    contenders: Sequence[Contender] = CONTENDERS
    for dataset in (ASSISTMENTS_2009,) if first else (ASSISTMENTS_2009, ASSISTMENTS_2015):
        splits = Splits(dataset, data / "knowledge_tracing", few=40 if short else None)
        fitted = _fit(contenders, splits, work=work, epochs=2 if short else epochs)
        contenders = [replace(one.contender, settings=[one.setting]) for one in fitted]
        _tell(fitted, splits, into=work if short else HERE, card=not short)


def _fit(
    contenders: Sequence[Contender], splits: Splits, *, work: Path, epochs: int
) -> Sequence[Fitted]:
    with epochs_told(console, splits.data.name, epochs=epochs) as tell:
        return [
            tune(contender, splits, work=work, epochs=epochs, tell=tell) for contender in contenders
        ]


def _tell(fitted: Sequence[Fitted], splits: Splits, *, into: Path, card: bool) -> None:
    said, came = ask_test(fitted, splits)
    verdict = judge(said, came, splits.learners("test"), ours=OURS)
    about = {one.contender.name: _about(one) for one in fitted}
    text = f"{tables(verdict, about)}\n\n{told_goals(splits.data, verdict)}"
    console.print(text)
    _draw(into, splits.data, fitted, said, came, verdict)
    if card:
        write_between(HERE / "card.md", splits.data.stem, text)


def _about(one: Fitted) -> str:
    setting = ", ".join(f"{name} {value:g}" for name, value in one.setting.items())
    fit = f"epoch {one.best.number} of {len(one.curve)}, validation {one.best.auc:.4f}"
    return f"{setting}; {fit}; {one.parameters:,} parameters"


def _draw(
    folder: Path,
    data: DataSet,
    fitted: Sequence[Fitted],
    said: Mapping[str, Probabilities],
    came: Answers,
    verdict: Verdict,
) -> None:
    curves = {one.contender.name: one.curve for one in fitted}
    draw_fit(folder / f"{data.stem}-fit.png", curves, title=data.name)
    draw_reliability(folder / f"{data.stem}-reliability.png", said, came, title=data.name)
    path = folder / f"{data.stem}-by-history.png"
    draw_by_history(path, verdict.by_history, spans(), title=data.name)


if __name__ == "__main__":
    typer.run(main)
