"""What happened to deliveries that somebody must know of."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DeliveryExhausted:
    """A phone could not be reached in time; whoever escalates looks for another way."""

    topic: ClassVar[str] = "notifications.delivery_exhausted"
    version: ClassVar[int] = 1

    event_id: UUID
    device_id: UUID
    person_id: UUID
    category: str
    reason: str
