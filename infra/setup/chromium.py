"""A browser for the tests that look at pages; they are skipped, and say so, where there is none."""

import os
import shutil
import subprocess

from infra.setup.progress import say, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE_S = 180


def provide() -> None:
    """Install Debian's Chromium if we may; `CHROMIUM=0` leaves the system alone."""
    if any(shutil.which(name) for name in NAMES) or os.environ.get("CHROMIUM") == "0":
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say("  – no Chromium here: tests marked `browser` will be skipped")
        return
    try:
        with step("Chromium, for the tests that look at pages (CHROMIUM=0 leaves it out)"):
            _apt_get("update")
            _apt_get("install", "--yes", "--no-install-recommends", "chromium")
    except (subprocess.SubprocessError, OSError):
        say("  – Chromium cannot be had: tests marked `browser` will be skipped")


def _apt_get(*arguments: str) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        ["apt-get", "-qq", *arguments],
        env=env,
        check=True,
        timeout=_PATIENCE_S,
        capture_output=True,
    )
