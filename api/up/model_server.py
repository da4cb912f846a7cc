"""The model server as a part of the house: other packages, so another Python."""

import secrets
from pathlib import Path

from api.up.part import ProcessPart
from infra.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-models" / "bin" / "python"
STORE = ROOT / "var" / "models"
TOKEN_FILE = "model_server.token"  # noqa: S105 - a file's name
DRAIN_S, GRACE_S = 10, 5
"""How long it lets requests finish, and how much longer it may take to end its workers."""


class ModelsNotInstalledError(Exception):
    """What the models need is not on this machine."""

    def __init__(self) -> None:
        super().__init__("The models are not installed yet; this does it: make run MODELS=1")


def model_server(settings: Settings, *, python: Path = PYTHON, store: Path = STORE) -> ProcessPart:
    """Serves every archive of `store`. Ready when each model has given its golden outputs."""
    chosen = settings.model_server
    return ProcessPart(
        "model server",
        "model-server",
        state_dir=settings.state_dir,
        argv=(
            *(str(python), "-m", "ml_serving", "serve"),
            f"--store={store}",
            f"--host={chosen.host}",
            f"--inference-port={chosen.inference_port}",
            f"--management-port={chosen.management_port}",
            f"--metrics-port={chosen.metrics_port}",
            f"--token-file={token_file(settings).resolve()}",
            f"--drain-seconds={DRAIN_S}",
        ),
        cwd=ROOT,
        ready_at=f"http://127.0.0.1:{chosen.inference_port}/v2/health/ready",
        patience_s=DRAIN_S + GRACE_S,
    )


def token_file(settings: Settings) -> Path:
    return settings.state_dir / TOKEN_FILE


def make_token(settings: Settings, *, python: Path = PYTHON) -> None:
    """Whoever manages models shows it; made once a state folder, for its owner's eyes.

    Raises ModelsNotInstalledError while there is nobody to show it to.
    """
    if not python.exists():
        raise ModelsNotInstalledError
    file = token_file(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(32))
