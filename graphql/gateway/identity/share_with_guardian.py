"""`shareWithGuardian`: a senior chooses what one guardian sees."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import SharingScope, guardianships
from gateway.context import Context, Info
from gateway.declarations import OWN_RIGHTS, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="One guardian of yours, and all that they shall see.")
class ShareWithGuardianInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    relation_id: strawberry.ID = strawberry.field(description="From `me`: one of guardians.")
    scopes: list[SharingScope] = strawberry.field(description="None means nothing.")


@strawberry.type(description="From now on the guardian sees this, and no more.")
class ShareWithGuardianSuccess:
    relation_id: strawberry.ID = strawberry.field(description="The tie between you.")
    scopes: list[SharingScope] = strawberry.field(description="What is seen now.")


@strawberry.type(description="No guardian of yours whom you chose has this tie.")
class GuardianNotFound:
    message: str = strawberry.field(
        default="No guardian of yours whom you chose has this tie.", description=FOR_DEVELOPERS
    )


ShareWithGuardianResult = Annotated[
    ShareWithGuardianSuccess | GuardianNotFound, strawberry.union("ShareWithGuardianResult")
]


@strawberry.type
class ShareWithGuardianMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding(
            "input.relationId", "Relation", open_to=frozenset({Tie.GUARDED, Tie.SITTING})
        ),
        under=OWN_RIGHTS,
        description="Choose what one guardian of yours sees, at any time. Calls for help reach "
        "every guardian all the same; endRelation dismisses one.",
    )
    async def share_with_guardian(
        self, info: Info, input: ShareWithGuardianInput
    ) -> ShareWithGuardianResult:
        return await once(info, input, perform=lambda: _share(info.context, input))


async def _share(world: Context, input: ShareWithGuardianInput) -> ShareWithGuardianResult:
    outcome = await guardianships.set_sharing(
        world.actor,
        uuid_of(input.relation_id, "Relation"),
        input.scopes,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case guardianships.Sharing(scopes=scopes):
            return ShareWithGuardianSuccess(relation_id=input.relation_id, scopes=sorted(scopes))
        case guardianships.NotYoursToShare():
            return GuardianNotFound()
        case unreachable:
            assert_never(unreachable)
