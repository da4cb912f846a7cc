"""`handOverStandIn`: the code with which the person takes the account over."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import stand_ins
from gateway.context import Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.invitation_types import TooManyInvitations
from gateway.identity.stand_in_types import AT_THE_DESK, StandInNotFound
from gateway.permissions import Fresh


@strawberry.input(description="An account that your centre runs.")
class HandOverStandInInput:
    request_id: UUID = strawberry.field(
        description="Kept by no one here: the code is never stored, so a retry makes a new one."
    )
    stand_in_id: strawberry.ID = strawberry.field(description="As in standIns.")


@strawberry.type(description="Hand the code to the person at the desk. It is shown this once.")
class HandOverStandInSuccess:
    invitation_id: strawberry.ID = strawberry.field(
        description="For confirmInvitation, once the person has signed in and entered the code."
    )
    code: str = strawberry.field(description="Ten characters; good once.")
    expires_at: datetime = strawberry.field(description="Until then it must be entered.")


HandOverStandInResult = Annotated[
    HandOverStandInSuccess | StandInNotFound | TooManyInvitations,
    strawberry.union("HandOverStandInResult"),
]


@strawberry.type
class HandOverStandInMutation:
    @mutation(
        allow=Fresh(AT_THE_DESK),
        about=Holding("input.standInId", "StandIn", open_to=frozenset({Tie.STAND_IN})),
        under=DUTY,
        description="Let the person take their account over: they sign in by themselves, enter "
        "the code with acceptInvitation, you see who did, and confirm.",
    )
    async def hand_over_stand_in(
        self, info: Info, input: HandOverStandInInput
    ) -> HandOverStandInResult:
        # Not through `once`: a remembered answer would keep the code readable.
        world = info.context
        outcome = await stand_ins.hand_over_code(
            world.actor, uuid_of(input.stand_in_id, "StandIn"), clock=world.clock, ids=world.ids
        )
        match outcome:
            case stand_ins.InvitationMade():
                return HandOverStandInSuccess(
                    invitation_id=global_id("Invitation", outcome.invitation_id),
                    code=outcome.code,
                    expires_at=outcome.expires_at,
                )
            case stand_ins.TooManyInvitations(most=most):
                return TooManyInvitations(limit=most)
            case stand_ins.NotYourDesk():
                return StandInNotFound()
            case unreachable:
                assert_never(unreachable)
