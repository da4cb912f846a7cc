"""Who is acting, and for whom."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person may do beyond their own affairs; rows of `identity.role_grants`."""

    OPERATOR = "operator"
    OFFICER = "officer"
    DPO = "dpo"
    DEVELOPER = "developer"


@dataclass(frozen=True, slots=True)
class Actor:
    """The authenticated caller of a use case.

    `person_id` is None for nobody (anonymous) and for the system itself; `device_id` is set
    when a device credential spoke instead of a session. `on_behalf_of` names the person for
    whom the actor acts, so that the audit always knows who for whom.
    """

    person_id: UUID | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    session_id: UUID | None = None
    device_id: UUID | None = None
    on_behalf_of: UUID | None = None
    system: str | None = None

    @property
    def is_authenticated(self) -> bool:
        return self.person_id is not None or self.system is not None

    def has(self, role: Role) -> bool:
        return role in self.roles


ANONYMOUS = Actor()


def system_actor(name: str) -> Actor:
    """The actor of a timer or a reaction, named for the audit ("commute.timers")."""
    return Actor(system=name)
