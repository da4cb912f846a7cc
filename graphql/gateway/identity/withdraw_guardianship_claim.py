"""`withdrawGuardianshipClaim`: whoever brought it takes it back."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import guardianships
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.identity.guardianship_types import GuardianshipClaimNotFound
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="A claim of yours that waits.")
class WithdrawGuardianshipClaimInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    claim_id: strawberry.ID = strawberry.field(description="As in myGuardianshipClaims.")


@strawberry.type(description="The claim is taken back.")
class WithdrawGuardianshipClaimSuccess:
    claim_id: strawberry.ID = strawberry.field(description="The claim that was taken back.")


WithdrawGuardianshipClaimResult = Annotated[
    WithdrawGuardianshipClaimSuccess | GuardianshipClaimNotFound,
    strawberry.union("WithdrawGuardianshipClaimResult"),
]


@strawberry.type
class WithdrawGuardianshipClaimMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.claimId", "GuardianshipClaim", open_to=frozenset({Tie.SELF})),
        under=SERVICE,
        description="Take a claim back that nobody has decided yet.",
    )
    async def withdraw_guardianship_claim(
        self, info: Info, input: WithdrawGuardianshipClaimInput
    ) -> WithdrawGuardianshipClaimResult:
        return await once(info, input, perform=lambda: _withdraw(info.context, input))


async def _withdraw(
    world: Context, input: WithdrawGuardianshipClaimInput
) -> WithdrawGuardianshipClaimResult:
    outcome = await guardianships.withdraw_claim(
        world.actor,
        uuid_of(input.claim_id, "GuardianshipClaim"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case guardianships.Decided():
            return WithdrawGuardianshipClaimSuccess(claim_id=input.claim_id)
        case guardianships.NoSuchClaim():
            return GuardianshipClaimNotFound()
        case unreachable:
            assert_never(unreachable)
