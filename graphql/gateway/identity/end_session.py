"""`endSession`: signed in somewhere no longer."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.kernel.actor import Role
from gateway.context import Info
from gateway.declarations import SERVICE, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="A session of yours, or of your child under 14.")
class EndSessionInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    session_id: strawberry.ID = strawberry.field(description="As in mySessions.")


@strawberry.type(description="Its tokens work no more, and its open streams are closed.")
class EndSessionSuccess:
    session_id: strawberry.ID = strawberry.field(description="As in mySessions.")


@strawberry.type(description="No session in your care has this id.")
class SessionNotFound:
    message: str = strawberry.field(
        default="No session in your care has this id.", description=FOR_DEVELOPERS
    )


EndSessionResult = Annotated[
    EndSessionSuccess | SessionNotFound, strawberry.union("EndSessionResult")
]


@strawberry.type
class EndSessionMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding(
            "input.sessionId",
            "Session",
            open_to=frozenset({Tie.SELF, Tie.PARENT_UNTIL_14, Role.OPERATOR}),
        ),
        under=SERVICE,
        description="Sign a lost or forgotten installation out, at once. Asks for no fresh "
        "sign-in: whoever lost a phone must be quick. Ending it again changes nothing.",
    )
    async def end_session(self, info: Info, input: EndSessionInput) -> EndSessionResult:
        return await once(info, input, perform=lambda: _end(info, input))


async def _end(info: Info, input: EndSessionInput) -> EndSessionResult:
    world = info.context
    outcome = await identity.end_session_for(
        actor=world.actor,
        session_id=uuid_of(input.session_id, "Session"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case identity.SessionEnded():
            return EndSessionSuccess(session_id=input.session_id)
        case identity.NotYourSession():
            return SessionNotFound()
        case unreachable:
            assert_never(unreachable)
