"""A browser for the tests that look at pages; they are skipped, and say so, where there is none."""

import os
import shutil

from infra.setup import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def provide() -> None:
    """Install Debian's Chromium if we may; `CHROMIUM=0` leaves the system alone."""
    if any(shutil.which(name) for name in NAMES) or os.environ.get("CHROMIUM") == "0":
        return
    debian.provide(
        "chromium",
        what_for="for the tests that look at pages (CHROMIUM=0 leaves it out)",
        without="tests marked `browser` will be skipped",
    )
