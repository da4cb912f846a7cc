"""What the demo's devices were given when they were paired, kept beside the embedded database."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import orjson

DEMO_DEVICES: Final = "demo_devices.json"
"""Written when the demo is seeded, never in production."""


@dataclass(frozen=True, slots=True)
class Hung:
    """A device that speaks; `room` is a Room's value, `firmware` and `battery` (%) it reports."""

    device_id: str
    room: str
    firmware: str
    battery: int | None
    password: str = field(repr=False)
    signing_key: bytes = field(repr=False)


def keep_hung(devices: Sequence[Hung], *, state_dir: Path) -> None:
    """Readable by their owner only, and whole or as it was."""
    state_dir.mkdir(parents=True, exist_ok=True)
    draft = state_dir / f"{DEMO_DEVICES}.draft"
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    written = [_written(each) for each in devices]
    draft.write_bytes(orjson.dumps(written, option=orjson.OPT_INDENT_2))
    draft.replace(state_dir / DEMO_DEVICES)


def read_hung(state_dir: Path) -> Sequence[Hung]:
    """Empty where no demo was seeded here, or by a house that kept none."""
    try:
        kept = orjson.loads((state_dir / DEMO_DEVICES).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return ()
    return [Hung(**{**each, "signing_key": b64decode(each["signing_key"])}) for each in kept]


def _written(device: Hung) -> dict[str, object]:
    plain = {name: getattr(device, name) for name in Hung.__slots__}
    return plain | {"signing_key": b64encode(device.signing_key).decode()}
