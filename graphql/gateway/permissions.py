"""Who may call a root field: declared beside the field, enforced in one place.

    @query(allow=SignedIn(), description="The children whose guardian you are.")
    async def my_children(self, info: Info) -> list[Child]: ...

A root field that declares nothing does not build (`gateway.guard`). These permissions ask
only what the actor alone can answer. Whether this parent may see that child is decided by the
use case, which holds the relation and the grant.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domains.kernel.actor import Actor, Role
from domains.kernel.errors import Fault, Forbidden, StepUpRequired, Unauthenticated

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
class Fresh:
    """Whom `whom` admits, if they proved who they are within the last minutes; for dangerous acts.

    Outermost: `allow=Fresh(SignedIn())`. The guard asks it the time; how long a sign-in stays
    fresh is a setting. Others get STEP_UP_REQUIRED: sign in once more and ask again.
    """

    whom: Permission

    def refusal(self, actor: Actor) -> Fault | None:
        return self.whom.refusal(actor)

    def stale(self, actor: Actor, *, now: datetime, fresh_for: timedelta) -> Fault | None:
        """The fault to answer to a sign-in that lies too far back."""
        signed_in_at = actor.signed_in_at
        if signed_in_at is not None and now - signed_in_at < fresh_for:
            return None
        return StepUpRequired()

    def __str__(self) -> str:
        return f"{self.whom} Asks for a sign-in within the last minutes (STEP_UP_REQUIRED)."


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
