"""Who may call a root field: declared beside the field, enforced in one place.

    @query(allow=SignedIn(), description="The children whose guardian you are.")
    async def my_children(self, info: Info) -> list[Child]: ...

A root field that declares nothing does not build (`gateway.guard`). These permissions ask
only what the actor alone can answer. Whether this parent may see that child is decided by the
use case, which holds the relation and the grant.
"""

from dataclasses import dataclass
from typing import Protocol

from domains.kernel.actor import Actor, Role
from domains.kernel.errors import Fault, Forbidden, Unauthenticated

DECLARED = "gateway.permission"
"""The key in a strawberry field's metadata under which its permission lies."""


class Permission(Protocol):
    """A question about the actor, and the sentence that tells clients what it asks."""

    def refusal(self, actor: Actor) -> Fault | None:
        """The fault to answer with, or None when the actor may pass."""

    def __str__(self) -> str:
        """One sentence for the schema's documentation."""


@dataclass(frozen=True, slots=True)
class Anyone:
    """Public: even nobody may call it."""

    def refusal(self, actor: Actor) -> Fault | None:  # noqa: ARG002
        return None

    def __str__(self) -> str:
        return "Open to anyone."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person who has signed in, in a session of their own."""

    def refusal(self, actor: Actor) -> Fault | None:
        return None if actor.person_id is not None else Unauthenticated()

    def __str__(self) -> str:
        return "Requires a signed-in person."


@dataclass(frozen=True, slots=True)
class HasRole:
    """A signed-in person to whom the role has been granted."""

    role: Role

    def refusal(self, actor: Actor) -> Fault | None:
        if actor.has(self.role):
            return None
        return Forbidden() if actor.is_authenticated else Unauthenticated()

    def __str__(self) -> str:
        return f"Requires the role {self.role.value}."


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several permissions is enough; the first one's refusal is the answer."""

    first: Permission
    second: Permission

    def refusal(self, actor: Actor) -> Fault | None:
        refused = self.first.refusal(actor)
        return refused and (self.second.refusal(actor) and refused)

    def __str__(self) -> str:
        return f"{self.first} Or: {self.second}"
