"""`unlinkAccount`: one way of signing in less; never none."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity import public as identity
from gateway.context import Info
from gateway.declarations import SERVICE, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh, SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="An account of yours.")
class UnlinkAccountInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    account_id: strawberry.ID = strawberry.field(description="As in linkedAccounts.")


@strawberry.type(description="It no longer leads to you.")
class UnlinkAccountSuccess:
    account_id: strawberry.ID = strawberry.field(description="As in linkedAccounts.")
    sessions_ended: int = strawberry.field(
        description="Sessions that it had opened; the one that asks goes on."
    )


@strawberry.type(description="You have no such account.")
class AccountNotFound:
    message: str = strawberry.field(
        default="You have no account of this id.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="It is the only way in which you can sign in.")
class LastAccountKept:
    message: str = strawberry.field(
        default="Without it you could not sign in again. Link another one first.",
        description=FOR_DEVELOPERS,
    )


UnlinkAccountResult = Annotated[
    UnlinkAccountSuccess | AccountNotFound | LastAccountKept,
    strawberry.union("UnlinkAccountResult"),
]


@strawberry.type
class UnlinkAccountMutation:
    @mutation(
        allow=Fresh(SignedIn()),
        about=Holding("input.accountId", "Account", open_to=frozenset({Tie.SELF})),
        under=SERVICE,
        description="Sign in with an account no longer. What it had opened ends at once, but for "
        "the session that asks. The last account stays.",
    )
    async def unlink_account(self, info: Info, input: UnlinkAccountInput) -> UnlinkAccountResult:
        return await once(info, input, perform=lambda: _unlink(info, input))


async def _unlink(info: Info, input: UnlinkAccountInput) -> UnlinkAccountResult:
    world = info.context
    outcome = await identity.unlink_account(
        actor=world.actor,
        account_id=uuid_of(input.account_id, "Account"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case identity.Unlinked(sessions_ended=ended):
            return UnlinkAccountSuccess(account_id=input.account_id, sessions_ended=ended)
        case identity.LastAccount():
            return LastAccountKept()
        case identity.NotYourAccount():
            return AccountNotFound()
        case unreachable:
            assert_never(unreachable)
