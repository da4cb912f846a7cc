"""`leaveCare`: every consent of care ends, and everything that was held is destroyed."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import OWN_RIGHTS, Oneself
from gateway.fields import mutation
from gateway.languages import Locale
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="She wants to be cared for no more.")
class LeaveCareInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    locale: Locale = strawberry.field(description="The language in which she was asked.")


@strawberry.type(description="How much of one kind was destroyed.")
class CareErased:
    what: str = strawberry.field(description="Such as care.contacts.")
    rows: int = strawberry.field(description="How many.")


@strawberry.type(
    description="Nothing is held any more; `erasures` shows the receipts of each consent's end."
)
class LeaveCareSuccess:
    erased: list[CareErased] = strawberry.field(description="With this very answer.")
    follows: list[str] = strawberry.field(description="Stores that prove the same by job.")


LeaveCareResult = Annotated[LeaveCareSuccess | CareNotFound, strawberry.union("LeaveCareResult")]


@strawberry.type
class LeaveCareMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="Leave care. It ends at once, your guardians are told, and all that was held "
        "is destroyed.",
    )
    async def leave_care(self, info: Info, input: LeaveCareInput) -> LeaveCareResult:
        return await once(info, input, perform=lambda: _leave(info.context, input))


async def _leave(world: Context, input: LeaveCareInput) -> LeaveCareResult:
    outcome = await care.people.leave_care(
        world.actor,
        locale=input.locale,
        erasers=world.services.erasers,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.Left(erased=erased, follows=follows):
            return LeaveCareSuccess(
                erased=[CareErased(what=gone.what, rows=gone.rows) for gone in erased],
                follows=list(follows),
            )
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
