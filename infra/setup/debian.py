"""Packages of the system, where we may install them: as root, on Debian and what descends from it.

A package that brings a service starts it and lets it come back at every boot. Nobody asked for
that here: `policy-rc.d` is Debian's own word for "start nothing", and the service is disabled.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.setup.progress import say, step

POLICY = Path("/usr/sbin/policy-rc.d")
START_NOTHING = "#!/bin/sh\nexit 101\n"
_PATIENCE_S = 180


def provide(package: str, *, what_for: str, without: str, service: str | None = None) -> None:
    """Install one; where that cannot be, say in one line what `without` it means."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say(f"  – no {package} here (apt-get install {package}, as root): {without}")
        return
    try:
        with step(f"{package}, {what_for}"), _nothing_starts():
            _run("apt-get", "-qq", "update")
            _run("apt-get", "-qq", "install", "--yes", "--no-install-recommends", package)
    except (subprocess.SubprocessError, OSError):
        say(f"  – {package} cannot be had: {without}")
        return
    if service is not None:
        _leave_switched_off(service)


@contextmanager
def _nothing_starts() -> Iterator[None]:
    """While packages are set up; a policy that is there already is the machine's own."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text(START_NOTHING)
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)


def _leave_switched_off(service: str) -> None:
    """Not at the next boot either; where no init runs there is nothing to switch off."""
    for command in (
        ["systemctl", "disable", "--now", service],
        ["update-rc.d", service, "disable"],
    ):
        if shutil.which(command[0]) is not None:
            subprocess.run(command, check=False, timeout=_PATIENCE_S, capture_output=True)


def _run(*command: str) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=env, check=True, timeout=_PATIENCE_S, capture_output=True)
