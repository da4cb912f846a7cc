"""The broker of a city, for the tests and benches that try the bridge with it; without it they are
skipped and say so. Its own system service is not what they use, and does not run."""

import os
import shutil

from infra.setup import debian

WHERE = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
"""A user's PATH often has no `sbin`."""


def provide() -> None:
    """Install Debian's mosquitto if we may; `MOSQUITTO=0` leaves the system alone."""
    if shutil.which("mosquitto", path=WHERE) or os.environ.get("MOSQUITTO") == "0":
        return
    debian.provide(
        "mosquitto",
        what_for="for what is tried with a city's broker (MOSQUITTO=0 leaves it out)",
        without="tests of the bridge and benches of homes will skip it",
        service="mosquitto",
    )
