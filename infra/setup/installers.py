"""Filling an environment from the lock files: by uv where it can be had, else by pip."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from infra.setup.progress import say
from infra.setup.stamp import HOUSE, LOCKS, ROOT, Environment

_UV = HOUSE.folder / "bin" / "uv"
_FROM_LOCK = ("--require-hashes", "--requirement")
_THE_PROJECT = ("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


class InstallFailedError(Exception):
    """The text says what could not be had, and what to do."""


def make_environment(environment: Environment = HOUSE) -> None:
    """It works and is of this Python. Raises InstallFailedError when the system forbids it."""
    if _works(environment.python):
        return
    try:
        venv.create(environment.folder, clear=True, with_pip=True, symlinks=True)
    except PermissionError as refused:
        raise InstallFailedError(f"{refused.filename}: {refused.strerror}") from None
    except (subprocess.CalledProcessError, OSError):
        _make_environment_without_ensurepip(environment.folder)


def install_tools() -> None:
    """uv and the build back end, by pip; without them pip has to do the rest."""
    if not _pip(*_FROM_LOCK, str(LOCKS / "tools.txt"), into=HOUSE, quiet=True):
        raise InstallFailedError("pip cannot reach a package index; is this machine online?")


def install_packages(lock: str, *, into: Environment = HOUSE) -> None:
    """Everything that the lock file names, exactly as it was locked, and nothing besides.

    The house's is compiled at once, so that the first start is as quick as the second; of the
    models' a hundredth is ever imported.
    """
    wanted = ("--no-deps", *_FROM_LOCK, str(LOCKS / lock))
    compiled = ("--compile-bytecode",) if into is HOUSE else ()
    if _uv(*compiled, *wanted, into=into):
        return
    say("    uv did not get through; trying with pip, which takes longer")
    if not _pip(*wanted, into=into, quiet=False):
        raise InstallFailedError(f"the packages of infra/setup/{lock} could not be installed")


def install_torch(*, into: Environment) -> None:
    """PyTorch for this machine: which of its builds fits is decided by the machine's own pip, its
    index and its wheels, so no hash is known beforehand."""
    wanted = ("--no-compile", "--requirement", str(LOCKS / "torch.txt"))
    if not _pip(*wanted, into=into, quiet=not sys.stderr.isatty()):
        raise InstallFailedError(
            "PyTorch could not be installed. Is an index within reach, and room on the disk?\n"
            "    Without models all else of Osan Talk runs: make run.\n"
            "    Without CUDA it is a tenth as large: PIP_EXTRA_INDEX_URL=<PyTorch's for the CPU>"
        )


def show_checkout(to: Environment) -> None:
    """Let an environment find this checkout's packages from any folder, without installing it."""
    site = next(to.folder.glob("lib/python3.*/site-packages"))
    (site / "osan-talk.pth").write_text(f"{ROOT}\n")


def install_project() -> None:
    """The checkout itself, in place: an edit needs no second installation."""
    if not (_uv(*_THE_PROJECT, into=HOUSE) or _pip(*_THE_PROJECT, into=HOUSE, quiet=True)):
        raise InstallFailedError("the project itself could not be installed")


def _uv(*arguments: str, into: Environment) -> bool:
    """Install with uv: trusting the system's certificates first, then uv's own."""
    base = {**os.environ, "VIRTUAL_ENV": str(into.folder), "UV_PYTHON_DOWNLOADS": "never"}
    command = [str(_UV), "pip", "install", "--python", str(into.python), *arguments]
    return _UV.exists() and any(
        _ran(command, env={**base, "UV_SYSTEM_CERTS": system}, quiet=not sys.stderr.isatty())
        for system in ("1", "0")
    )


def _pip(*arguments: str, into: Environment, quiet: bool) -> bool:
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    return _ran([str(into.python), "-m", "pip", "install", *arguments], env=env, quiet=quiet)


def _ran(command: list[str], *, env: dict[str, str], quiet: bool) -> bool:
    """Run `command`; what it said is shown as it comes, or, when quiet, only after a failure."""
    said = subprocess.PIPE if quiet else None
    done = subprocess.run(
        command, env=env, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT if quiet else None
    )
    if done.returncode != 0 and done.stdout:
        say(done.stdout.decode(errors="replace").strip())
    return done.returncode == 0


def _works(python: Path) -> bool:
    """Whether an environment is there and still finds its interpreter and its pip."""
    if not python.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(python), "-c", check], capture_output=True).returncode == 0


def _make_environment_without_ensurepip(folder: Path) -> None:
    """Debian keeps ensurepip in a package of its own; uv or virtualenv need none."""
    shutil.rmtree(folder, ignore_errors=True)
    uv = shutil.which("uv")
    makers = [[uv, "venv", "--seed", "--python", sys.executable]] if uv else []
    makers.append([sys.executable, "-m", "virtualenv"])
    for maker in makers:
        if subprocess.run([*maker, str(folder)], capture_output=True).returncode == 0:
            return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise InstallFailedError(
        f"this Python cannot make a virtual environment; "
        f"on Debian and Ubuntu: apt install python{version}-venv"
    )
