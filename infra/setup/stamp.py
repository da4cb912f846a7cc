"""What is already installed, so that a second run has nothing to do."""

import hashlib
import json
import platform
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOCKS = Path(__file__).parent
KINDS = ("run", "test")
"""Each kind of installation, with the ones before it inside."""

_STAMP = VENV / "osan-setup.json"


def fingerprint() -> str:
    """Changes whenever an installation made earlier no longer fits this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    parts = [platform.platform(), sys.version, str(ROOT), json.dumps(project["project"])]
    parts += [file.read_text() for file in sorted(LOCKS.glob("*.txt"))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read() -> dict[str, Any]:
    """The stamp of an installation that still fits; empty when there is none."""
    try:
        stamp = json.loads(_STAMP.read_text())
    except (OSError, ValueError):
        return {}
    fits = isinstance(stamp, dict) and stamp.get("fingerprint") == fingerprint()
    return stamp if fits and (VENV / "bin" / "python").exists() else {}


def has(kind: str) -> bool:
    return read().get("kind") in KINDS[KINDS.index(kind) :]


def write(**facts: Any) -> None:
    """Add `facts` to the stamp."""
    _STAMP.write_text(json.dumps({**read(), "fingerprint": fingerprint(), **facts}, indent=1))
