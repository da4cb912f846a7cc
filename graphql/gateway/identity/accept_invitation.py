"""`acceptInvitation`: the other side says yes."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import SharingScope, invitations
from domains.kernel.errors import Unauthenticated
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id
from gateway.identity.evidence import sealed_evidence
from gateway.identity.invitation_types import EvidenceWanted, InvitationNotFound
from gateway.identity.tries import begin_trying, tried_well
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="The code that you were told, and what is yours to add.")
class AcceptInvitationInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    code: str = strawberry.field(description="Ten characters; case, blanks and dash are free.")
    sharing: list[SharingScope] | None = strawberry.field(
        default=None, description="As the senior: what this guardian may see."
    )
    evidence: str | None = strawberry.field(
        default=None, description="As the legal guardian to be: what you can show."
    )


@strawberry.type(description="Accepted. The inviter now sees who you are, and confirms.")
class AcceptInvitationSuccess:
    invitation_id: strawberry.ID = strawberry.field(description="For cancelInvitation.")


@strawberry.type(description="A minor's guardian, or one whose age is unknown, needs an officer.")
class PersonNotAdult:
    message: str = strawberry.field(
        default="The person to be watched over is no adult, or their age is unknown.",
        description=FOR_DEVELOPERS,
    )


AcceptInvitationResult = Annotated[
    AcceptInvitationSuccess | InvitationNotFound | EvidenceWanted | PersonNotAdult,
    strawberry.union("AcceptInvitationResult"),
]


@strawberry.type
class AcceptInvitationMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Accept what a code asks of you: see `invitation` first. Tries are counted.",
    )
    async def accept_invitation(
        self, info: Info, input: AcceptInvitationInput
    ) -> AcceptInvitationResult:
        world = info.context
        await begin_trying(world)
        answer = await _answer(world, input)
        accepted: AcceptInvitationResult = await once(
            info, input, perform=lambda: _accept(world, input.code, answer)
        )
        if not isinstance(accepted, InvitationNotFound):
            await tried_well(world)
        return accepted


async def _answer(world: Context, said: AcceptInvitationInput) -> invitations.Answer:
    me = world.actor.speaks_for
    if me is None:
        raise Unauthenticated
    return invitations.Answer(
        sharing=said.sharing,
        evidence=await sealed_evidence(me, said.evidence) if said.evidence else None,
    )


async def _accept(world: Context, code: str, answer: invitations.Answer) -> AcceptInvitationResult:
    outcome = await invitations.accept_invitation(
        world.actor, code, answer, clock=world.clock, ids=world.ids
    )
    match outcome:
        case invitations.Answered(invitation_id=key):
            return AcceptInvitationSuccess(invitation_id=global_id("Invitation", key))
        case invitations.InvitationClosed():
            return InvitationNotFound()
        case invitations.EvidenceWanted():
            return EvidenceWanted()
        case invitations.NotAnAdult():
            return PersonNotAdult()
        case unreachable:
            assert_never(unreachable)
