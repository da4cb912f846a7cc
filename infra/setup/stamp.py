"""What is already installed, so that a second run has nothing to do."""

import hashlib
import json
import platform
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LOCKS = Path(__file__).parent


@dataclass(frozen=True)
class Environment:
    """A virtual environment of this checkout."""

    folder: Path
    kinds: tuple[str, ...]
    """Kinds of installation, each with the ones before it inside."""
    locks: tuple[str, ...]
    """Files of `infra/setup` that say what lies in it."""

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        return self.folder / "osan-setup.json"


HOUSE = Environment(
    ROOT / ".venv", ("run", "test"), ("node.txt", "run.txt", "test.txt", "tools.txt")
)
MODELS = Environment(
    ROOT / ".venv-models",
    ("models", "models-test", "models-evaluate"),
    ("models.txt", "models-test.txt", "models-evaluate.txt", "torch.txt", "weights.txt"),
)
"""PyTorch is ten times as large as all else together: who needs no model never meets it."""


def fingerprint(environment: Environment = HOUSE) -> str:
    """Changes whenever an installation made earlier no longer fits this checkout."""
    parts = [platform.platform(), sys.version, str(ROOT)]
    if environment is HOUSE:
        parts.append(json.dumps(_project()))
    parts += [(LOCKS / lock).read_text() for lock in environment.locks]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read(environment: Environment = HOUSE) -> dict[str, Any]:
    """The stamp of an installation that still fits; empty when there is none."""
    try:
        stamp = json.loads(environment.stamp.read_text())
    except (OSError, ValueError):
        return {}
    fits = isinstance(stamp, dict) and stamp.get("fingerprint") == fingerprint(environment)
    return stamp if fits and environment.python.exists() else {}


def has(kind: str, environment: Environment = HOUSE) -> bool:
    kinds = environment.kinds
    return read(environment).get("kind") in kinds[kinds.index(kind) :]


def write(environment: Environment = HOUSE, **facts: Any) -> None:
    """Add `facts` to the stamp."""
    told = {**read(environment), "fingerprint": fingerprint(environment), **facts}
    environment.stamp.write_text(json.dumps(told, indent=1))


def locked(kind: str) -> int:
    """How many packages an installation of this kind has."""
    return (LOCKS / f"{kind}.txt").read_text().count("==")


def _project() -> dict[str, Any]:
    """What an installation of the project itself depends on."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    project["optional-dependencies"] = {"dev": extras["dev"]}
    return project
