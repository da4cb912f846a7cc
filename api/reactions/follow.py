"""How a topic finds its reaction."""

from collections.abc import Awaitable, Callable
from typing import Any

from api.reactions.messenger import Messenger
from domains.kernel.outbox import Recorded

Follow = Callable[[Messenger, Recorded, Any], Awaitable[None]]
"""What follows from one event, given as the outbox holds it and as its own class."""

Follows = tuple[tuple[type[Any], Follow], ...]
"""A domain's event classes, each with what follows from it."""
