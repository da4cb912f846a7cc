"""What happened, as a frozen, versioned fact."""

from typing import ClassVar, Protocol, runtime_checkable


@runtime_checkable
class Event(Protocol):
    """A frozen dataclass that names its topic and its version.

    The topic is `<domain>.<what_happened>`, past tense. A field is never renamed or removed
    within a version; readers of version n must read rows written by the release before.
    """

    topic: ClassVar[str]
    version: ClassVar[int]
