"""What a question is answered with by telephone: which key means what."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from notifications.messages.keys import ASKS

FINE: Final = "fine"
HELP: Final = "help"

KEYS: Final[Mapping[str, str]] = MappingProxyType({"1": FINE, "2": HELP})
"""Key -> what it means; the words for each lie with the telephone's."""


def is_question(kind: str) -> bool:
    """Whether a payload of this kind asks rather than tells."""
    return kind in ASKS
