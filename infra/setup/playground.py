"""The GraphQL playground's page, bundled from npm once, so that it works without internet."""

import os
import shutil
import subprocess

from infra.setup.installers import InstallFailedError, install_packages
from infra.setup.progress import say
from infra.setup.stamp import HOUSE, ROOT

_FOLDER = ROOT / "graphql" / "gateway" / "playground"
_OLDEST_NODE = 18


def is_built() -> bool:
    built = _FOLDER / "dist"
    return not (_FOLDER / "build.py").exists() or (built.is_dir() and any(built.iterdir()))


def build() -> bool:
    """Bundle it, with a Node from a wheel where the machine has none; False when npm is out.

    Nothing else depends on it: without it the GraphQL address answers browsers with a hint.
    """
    path = os.environ.get("PATH", os.defpath)
    try:
        if not node_is_there(path):
            install_packages("node.txt")
            path = f"{HOUSE.folder / 'bin'}{os.pathsep}{path}"
    except InstallFailedError as failure:
        return _gave_up(str(failure))
    command = [str(HOUSE.python), "-m", "gateway.playground.build"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode == 0 or _gave_up(done.stdout.strip()[-800:])


def _gave_up(why: str) -> bool:
    say(f"    {why}")
    say("    The playground page is not built (is npm within reach?). All else works;")
    say("    `make playground` tries again.")
    return False


def node_is_there(path: str) -> bool:
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node is None or npm is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    major = said.strip().removeprefix("v").split(".")[0]
    return major.isdigit() and int(major) >= _OLDEST_NODE
