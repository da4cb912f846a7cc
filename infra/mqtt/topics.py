"""Where devices speak. Each has one topic of its own; the broker keeps everybody else out of it."""

from typing import Final

PREFIX: Final = "home/v1/"
"""A device publishes at `home/v1/<its id>` and nowhere else, and hears nothing."""

EVERY_HOME: Final = "home/v1/+"
"""What the bridge subscribes to."""

BROKER_NOTICES: Final = "$SYS/broker/log/N"
"""Where mosquitto tells, among other things, whom it turned away."""


def topic_of(device_id: object) -> str:
    return f"{PREFIX}{device_id}"


def device_of(topic: bytes) -> str:
    """The device's name in a topic that matched `EVERY_HOME`, whatever stands there."""
    return topic[len(PREFIX) :].decode(errors="replace")
