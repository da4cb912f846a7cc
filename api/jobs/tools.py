"""What the jobs of one worker share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from api.jobs.seals import Seals
from api.keys.rotation import KeyRotation
from api.reactions import Reactions
from api.registered_erasers import RegisteredErasers
from domains.commute.public import Retention
from domains.governance.public import Workshop
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.keys.keyring import Keyring
from infra.live import LiveFeed
from infra.model_client import Models
from notifications.public import Channels


def _nobody() -> None:
    """No engine runs beside these jobs."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Built once at start-up; `key_rotation` is None where the signing key is a fixed one.

    `nudge` tells the engine that sends pushes that some are due: it only saves waiting.
    """

    clock: Clock
    ids: Ids
    dice: Random
    reactions: Reactions
    channels: Channels
    live: LiveFeed
    retention: Retention
    workshop: Workshop
    seals: Seals
    erasers: RegisteredErasers
    models: Models
    key_rotation: KeyRotation | None = None
    personal_keys: Keyring | None = None
    home_events_kept: timedelta = timedelta(days=14)
    nudge: Callable[[], None] = _nobody


Context = Mapping[str, Any]
"""arq's job context; `tools` holds ours."""
