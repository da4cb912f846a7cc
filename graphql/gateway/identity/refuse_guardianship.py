"""`refuseGuardianship`: the evidence was not enough, and why."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import guardianships
from domains.kernel import personal
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import DUTY, REGISTRARS, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.identity.guardianship_types import GuardianshipClaimNotFound
from gateway.once import REQUEST_ID, once
from gateway.permissions import HasRole
from gateway.plain_text import plain_text

LONGEST_REASON = 300


@strawberry.input(description="A claim in your queue, and why it cannot stand.")
class RefuseGuardianshipInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    claim_id: strawberry.ID = strawberry.field(description="As in guardianshipQueue.")
    reason: str = strawberry.field(description="What the claimant reads. No resident number.")


@strawberry.type(description="The claim is refused; the claimant is told.")
class RefuseGuardianshipSuccess:
    claim_id: strawberry.ID = strawberry.field(description="The claim that was refused.")


RefuseGuardianshipResult = Annotated[
    RefuseGuardianshipSuccess | GuardianshipClaimNotFound,
    strawberry.union("RefuseGuardianshipResult"),
]


@strawberry.type
class RefuseGuardianshipMutation:
    @mutation(
        allow=HasRole(Role.OFFICER),
        about=Holding("input.claimId", "GuardianshipClaim", open_to=REGISTRARS),
        under=DUTY,
        description="Refuse a claim with a reason. The claimant may bring better evidence.",
    )
    async def refuse_guardianship(
        self, info: Info, input: RefuseGuardianshipInput
    ) -> RefuseGuardianshipResult:
        world, claim_id = info.context, uuid_of(input.claim_id, "GuardianshipClaim")
        reason = plain_text(input.reason, what="A reason", longest=LONGEST_REASON)
        holder = await guardianships.holder_of_claim(world.actor, claim_id, clock=world.clock)
        sealed = await personal.seal(holder, reason) if holder else b""
        return await once(
            info, input, perform=lambda: _refuse(world, claim_id, sealed, input.claim_id)
        )


async def _refuse(
    world: Context, claim_id: UUID, reason: bytes, named: strawberry.ID
) -> RefuseGuardianshipResult:
    outcome = await guardianships.refuse_guardianship(
        world.actor, claim_id, reason=reason, clock=world.clock, ids=world.ids
    )
    match outcome:
        case guardianships.Decided():
            return RefuseGuardianshipSuccess(claim_id=named)
        case guardianships.NoSuchClaim():
            return GuardianshipClaimNotFound()
        case unreachable:
            assert_never(unreachable)
