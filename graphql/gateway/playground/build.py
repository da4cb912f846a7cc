"""`python -m gateway.playground.build`: bundle GraphiQL, once for each version of its parts."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.playground.npm import NpmMissing, install, node_command
from gateway.playground.page import ASSETS_PATH, DIST

HERE = Path(__file__).parent
CACHE = HERE.parents[2] / ".osan" / "node"


def build(*, cache: Path = CACHE) -> Path:
    """Make `dist/` anew and return it; the npm packages are kept below `cache`.

    Raises NpmMissing without Node, CalledProcessError when npm or the bundler fails.
    """
    home = install(HERE, into=cache)
    shutil.copy(HERE / "bundle.mjs", home / "bundle.mjs")
    with TemporaryDirectory(dir=home) as scratch:
        made = Path(scratch) / "dist"
        subprocess.run(  # noqa: S603 - our own bundler
            [*node_command(), "bundle.mjs", str(HERE / "app"), str(made), ASSETS_PATH],
            cwd=home,
            check=True,
            capture_output=True,
            text=True,
        )
        shutil.rmtree(DIST, ignore_errors=True)
        shutil.copytree(made, DIST)
    return DIST


def main() -> int:
    """Build, or say in one line why not."""
    try:
        made = build()
    except NpmMissing as missing:
        sys.stderr.write(f"playground not built: {missing}\n")
        return 1
    except subprocess.CalledProcessError as failed:
        sys.stderr.write(f"playground not built: {failed.stderr}\n")
        return 1
    sys.stdout.write(f"playground built: {made}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
