"""Which device a replay speaks for."""

from pathlib import Path

import orjson

from domains.identity.public import DeviceCredential

DEMO_TRACKERS = "demo_trackers.json"
"""Written beside the embedded database when the demo is seeded, never in production: a
citizen's `sub` and the identifier of their demo tracker."""


def find_credential(who: str, *, state_dir: Path) -> DeviceCredential | None:
    """The credential that `who` is, or that the demo citizen of that name was given."""
    given = DeviceCredential.parse(who)
    return given or DeviceCredential.parse(demo_trackers(state_dir).get(who, ""))


def demo_trackers(state_dir: Path) -> dict[str, str]:
    """The demo's trackers by citizen; none where no demo was seeded."""
    try:
        known = orjson.loads((state_dir / DEMO_TRACKERS).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return known if isinstance(known, dict) else {}


def keep_demo_trackers(trackers: dict[str, DeviceCredential], *, state_dir: Path) -> None:
    """Remember the demo's trackers for later replays, readable by their owner only."""
    state_dir.mkdir(parents=True, exist_ok=True)
    path = state_dir / DEMO_TRACKERS
    path.touch(mode=0o600)
    path.write_bytes(
        orjson.dumps(
            {sub: credential.identifier for sub, credential in trackers.items()},
            option=orjson.OPT_INDENT_2,
        )
    )
