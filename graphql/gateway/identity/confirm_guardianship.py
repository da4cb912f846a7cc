"""`confirmGuardianship`: an officer who is no party has checked the evidence."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import guardianships
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import DUTY, REGISTRARS, Holding
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.guardianship_types import GuardianshipClaimNotFound
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh, HasRole
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="A claim in your queue.")
class ConfirmGuardianshipInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    claim_id: strawberry.ID = strawberry.field(description="As in guardianshipQueue.")


@strawberry.type(description="The tie stands from now on.")
class ConfirmGuardianshipSuccess:
    relation_id: strawberry.ID = strawberry.field(description="The tie, for endRelation.")


@strawberry.type(description="Nobody is known by the claimed id: there is only refusing it.")
class NobodyToGuard:
    message: str = strawberry.field(
        default="Nobody is known by the claimed id.", description=FOR_DEVELOPERS
    )


ConfirmGuardianshipResult = Annotated[
    ConfirmGuardianshipSuccess | GuardianshipClaimNotFound | NobodyToGuard,
    strawberry.union("ConfirmGuardianshipResult"),
]


@strawberry.type
class ConfirmGuardianshipMutation:
    @mutation(
        allow=Fresh(HasRole(Role.OFFICER)),
        about=Holding("input.claimId", "GuardianshipClaim", open_to=REGISTRARS),
        under=DUTY,
        description="Let a claimed tie stand. Nobody confirms what they brought, what is their "
        "own, or their family's.",
    )
    async def confirm_guardianship(
        self, info: Info, input: ConfirmGuardianshipInput
    ) -> ConfirmGuardianshipResult:
        return await once(info, input, perform=lambda: _confirm(info.context, input))


async def _confirm(world: Context, input: ConfirmGuardianshipInput) -> ConfirmGuardianshipResult:
    outcome = await guardianships.confirm_guardianship(
        world.actor,
        uuid_of(input.claim_id, "GuardianshipClaim"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case guardianships.Decided(relation_id=key) if key is not None:
            return ConfirmGuardianshipSuccess(relation_id=global_id("Relation", key))
        case guardianships.Decided() | guardianships.NoSuchClaim():
            return GuardianshipClaimNotFound()
        case guardianships.NobodyToGuard():
            return NobodyToGuard()
        case unreachable:
            assert_never(unreachable)
