"""`osan-talk models …`: what follows is handed on to the models' environment, and nothing of it is
understood here."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[2]
_MODELS_PYTHON = ROOT / ".venv-models" / "bin" / "python"
_ABSENT = 1
_ADVICE = (
    "The models have an environment of their own, and it is not here.\n"
    "In a checkout: make models-env (once; some hundred megabytes).\n"
    "Elsewhere: pip install 'osan-talk[ml]'."
)


def models(context: typer.Context) -> None:
    """Pack, look into, keep and fetch archives of models; `osan-talk models` lists the commands."""
    python = models_python()
    if python is None:
        typer.secho(_ADVICE, fg="red", err=True)
        raise typer.Exit(_ABSENT)
    command = [str(python), "-m", "ml_serving.cli", *context.args]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def models_python(own: Path = _MODELS_PYTHON) -> Path | None:
    """The interpreter that has torch: the checkout's, else ourselves where `[ml]` was installed."""
    if own.exists():
        return own
    return Path(sys.executable) if find_spec("torch") is not None else None
