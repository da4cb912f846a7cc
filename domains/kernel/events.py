"""What happened, as a frozen, versioned fact."""

from typing import ClassVar, Protocol, runtime_checkable


@runtime_checkable
class Event(Protocol):
    """A frozen dataclass that names its topic and its version.

    The topic is `<domain>.<what_happened>`, past tense. A field is never renamed or removed
    within a version; readers of version n must read rows written by the release before.

    Events of which nobody may see the second before the first also have `ordered_by`, a ClassVar
    that names the field (a UUID) which such events share. An event that must have its effect
    however long it takes has the ClassVar `urgent = True`: it is never given up.
    """

    topic: ClassVar[str]
    version: ClassVar[int]
