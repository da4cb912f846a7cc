"""Who is acting, and for whom."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person may do beyond their own affairs; rows of `identity.role_grants`.

    Some are held at one place only (a school, a centre, a shop, a district): the token names the
    role, and which place it is for only the table can say (`identity.offices_held`).
    """

    OPERATOR = "operator"
    OFFICER = "officer"
    DPO = "dpo"
    DEVELOPER = "developer"
    DISTRICT_MANAGER = "district_manager"
    SCHOOL_ADMIN = "school_admin"
    CENTRE_MANAGER = "centre_manager"
    CENTRE_STAFF = "centre_staff"
    CARE_WORKER = "care_worker"
    SHOP_OWNER = "shop_owner"


@dataclass(frozen=True, slots=True)
class Actor:
    """The authenticated caller of a use case.

    `person_id` is None for nobody (anonymous) and for the system itself; `device_id` is set
    when a device credential spoke instead of a session. `on_behalf_of` names the person for
    whom the actor acts, so that the audit always knows who for whom. `signed_in_at` is when the
    person last proved who they are, however often the session was refreshed since; None for a
    device, the system and nobody.
    """

    person_id: UUID | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    session_id: UUID | None = None
    signed_in_at: datetime | None = None
    device_id: UUID | None = None
    on_behalf_of: UUID | None = None
    stand_in_id: UUID | None = None
    system: str | None = None

    @property
    def is_authenticated(self) -> bool:
        return self.person_id is not None or self.system is not None

    @property
    def speaks_for(self) -> UUID | None:
        """Whose word this is: one's own, or that of the person a centre stands in for.

        A guardian who names a child in `on_behalf_of` still speaks as the guardian.
        """
        return self.person_id if self.stand_in_id is None else self.on_behalf_of

    @property
    def in_private(self) -> "Actor":
        """The same person without their offices: an officer who acts as somebody's parent."""
        return replace(self, roles=frozenset())

    def has(self, role: Role) -> bool:
        return role in self.roles


ANONYMOUS = Actor()


def system_actor(name: str) -> Actor:
    """The actor of a timer or a reaction, named for the audit ("commute.timers")."""
    return Actor(system=name)
