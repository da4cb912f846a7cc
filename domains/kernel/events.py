"""What happened, as a frozen, versioned fact."""

from typing import ClassVar, Protocol, runtime_checkable


@runtime_checkable
class Event(Protocol):
    """A frozen dataclass that names its topic and its version.

    The topic is `<domain>.<what_happened>`, past tense. A field is never renamed or removed
    within a version; readers of version n must read rows written by the release before.

    Events of which nobody may see the second before the first also have `ordered_by`, a ClassVar
    that names the field (a UUID) which such events share. An event that must have its effect
    at once, and however long it takes, has `urgent` (a ClassVar, or a property where it depends):
    it stands behind no other event in the outbox and is never given up. What can
    wait is not urgent: an SOS would stand behind it.
    """

    topic: ClassVar[str]
    version: ClassVar[int]
