"""`endRelation`: from now on the holder sees and hears nothing about the subject."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity import public as identity
from gateway.context import Info
from gateway.declarations import AT_A_DESK, REGISTRARS, SERVICE, TIED, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="A tie that you hold, or that you may dissolve.")
class EndRelationInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    relation_id: strawberry.ID = strawberry.field(description="From `me`, or from grantRelation.")


@strawberry.type(description="The tie has ended, and nothing more is told under it.")
class EndRelationSuccess:
    relation_id: strawberry.ID = strawberry.field(description="The tie that has ended.")


@strawberry.type(description="The tie had ended before; nothing was changed.")
class RelationAlreadyEnded:
    relation_id: strawberry.ID = strawberry.field(description="The tie that has ended.")


@strawberry.type(description="No tie that you may end has this id.")
class RelationNotFound:
    message: str = strawberry.field(
        default="No tie that you may end has this id.", description=FOR_DEVELOPERS
    )


EndRelationResult = Annotated[
    EndRelationSuccess | RelationAlreadyEnded | RelationNotFound,
    strawberry.union("EndRelationResult"),
]


@strawberry.type
class EndRelationMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.relationId", "Relation", open_to=TIED | REGISTRARS | AT_A_DESK),
        under=SERVICE,
        description="End a tie at once. A guardian may step down, an adult may dismiss their "
        "guardian, an officer or operator may end any; a child cannot dismiss a parent.",
    )
    async def end_relation(self, info: Info, input: EndRelationInput) -> EndRelationResult:
        return await once(info, input, perform=lambda: _end(info, input))


async def _end(info: Info, input: EndRelationInput) -> EndRelationResult:
    world = info.context
    outcome = await identity.end_relation(
        actor=world.actor,
        relation_id=uuid_of(input.relation_id, "Relation"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case identity.Ended():
            return EndRelationSuccess(relation_id=input.relation_id)
        case identity.AlreadyEnded():
            return RelationAlreadyEnded(relation_id=input.relation_id)
        case identity.MayNotEnd():
            return RelationNotFound()
        case unreachable:
            assert_never(unreachable)
