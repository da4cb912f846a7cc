"""`python -m infra.setup.bootstrap run|test|playground|models|models-test|models-evaluate`: install
what `make` is about to use."""

import fcntl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from infra.setup import chromium, installers, models, mosquitto, playground, stamp
from infra.setup.progress import say, step


def main(kind: str) -> int:
    """Exit status: 0 installed, 1 not, with the reason told."""
    if kind == "playground":
        return 0 if playground.build() else 1
    try:
        if kind in stamp.MODELS.kinds:
            _provide_models(kind)
        else:
            _provide_house(kind)
    except installers.InstallFailedError as failure:
        say(f"\n  ✗ {failure}")
        return 1
    return 0


def _provide_models(kind: str) -> None:
    with _alone("models.py"):
        models.provide(kind)


def _provide_house(kind: str) -> None:
    with _alone("bootstrap.py"):
        if not stamp.has(kind):
            _install(kind)
        _provide_playground()
    if kind == "test":
        chromium.provide()
        mosquitto.provide()


def _install(kind: str) -> None:
    say(f"Installing Osan Talk into {stamp.HOUSE.folder} (this happens once)")
    began = time.monotonic()
    with step("a virtual environment"):
        installers.make_environment(stamp.HOUSE)
    with step("the installer"):
        installers.install_tools()
    with step(f"packages ({stamp.locked(kind)}, from a lock file)"):
        installers.install_packages(f"{kind}.txt")
    with step("the project itself"):
        installers.install_project()
    took = round(time.monotonic() - began, 1)
    stamp.write(kind=kind, seconds=took)
    say(f"Installed in {took:.1f} s.\n")


def _provide_playground() -> None:
    """Once; a failure is remembered, so that an offline machine is not kept waiting each time."""
    if playground.is_built() or stamp.read().get("playground") == "failed":
        return
    began = time.monotonic()
    with step("the GraphQL playground's page"):
        outcome = "built" if playground.build() else "failed"
    took = stamp.read().get("seconds", 0) + time.monotonic() - began
    stamp.write(playground=outcome, seconds=round(took, 1))


@contextmanager
def _alone(installer: str) -> Iterator[None]:
    """One installation of an environment at a time; the kernel forgets the lock when we die."""
    with (stamp.LOCKS / installer).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
