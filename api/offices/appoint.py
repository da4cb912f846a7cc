"""Operators are given by two operators; somebody must be the first two."""

from dataclasses import dataclass
from uuid import UUID

from gateway.execution.faults import RequestRefused
from gateway.global_ids import uuid_of
from strawberry import ID

from domains.identity import public as identity
from domains.identity.public import roles
from domains.kernel.actor import Role, system_actor
from domains.kernel.clock import Clock, SystemClock
from domains.kernel.ids import Ids, UuidV7Ids
from infra.database import open_database
from infra.settings import Settings

AT_THE_CONSOLE = system_actor("osan-talk offices")
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed."""

    why: str


@dataclass(frozen=True, slots=True)
class Appointed:
    """The person is an operator, from now or from before."""


async def appoint(settings: Settings, person: str) -> Appointed | Refused:
    """`person` is a Person's global id. The audit names the console."""
    try:
        person_id = uuid_of(ID(person), "Person")
    except RequestRefused:
        return Refused("This is no person's id; `me.id` is one.")
    async with open_database(settings.database):
        return await make_first_operator(person_id, clock=SystemClock(), ids=UuidV7Ids())


async def make_first_operator(person_id: UUID, *, clock: Clock, ids: Ids) -> Appointed | Refused:
    """Until there are two, by whom all others are given."""
    operators = await identity.role_holders(Role.OPERATOR, at=clock.now())
    if person_id not in operators and len(operators) >= ENOUGH:
        return Refused("There are two operators already: they appoint the next one, together.")
    outcome = await roles.grant_role(
        actor=AT_THE_CONSOLE, person_id=person_id, role=Role.OPERATOR, clock=clock, ids=ids
    )
    if isinstance(outcome, roles.MayNotGrantRole):
        return Refused("Nobody has this id: they sign in once, and then have one.")
    return Appointed()
