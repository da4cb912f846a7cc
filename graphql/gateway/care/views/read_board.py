"""`careBoard`, `careBoardChanged`: a centre's open cases with their clocks, live."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.kernel.errors import Forbidden
from gateway.care.cases.types import CareCase, case_type
from gateway.context import Context, Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import query, subscription
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK

AGAIN_AFTER_S: Final = 60.0
"""A pause ends or a home falls silent without a word: so often the board looks by itself."""
OF_THE_CENTRE = Holding("centreId", "Unit", open_to=frozenset({Tie.CARE_CENTRE}))


@strawberry.type(description="A centre's board at a moment.")
class CareBoard:
    centre_id: strawberry.ID = strawberry.field(description="Whose; a Unit.")
    at: datetime = strawberry.field(description="When this was so.")
    cared_for: int = strawberry.field(description="Seniors whose care stands.")
    waiting: int = strawberry.field(
        description="Who asked and waits for your yes or no: see careSeniors. Nobody looks after "
        "them meanwhile."
    )
    paused: int = strawberry.field(description="Of these, paused.")
    unheard: int = strawberry.field(description="Of these, whose home cannot be heard now.")
    cases: list[CareCase] = strawberry.field(
        description="Open ones, the gravest first, a hundred at most; as deep as each lets the "
        "centre see."
    )
    more: int = strawberry.field(description="Open ones beyond those in `cases`.")


@strawberry.type
class CareBoardQuery:
    @query(
        allow=AT_THE_DESK,
        about=OF_THE_CENTRE,
        under=DUTY,
        description="The board of your centre. Each case shown is audited.",
    )
    async def care_board(self, info: Info, centre_id: strawberry.ID) -> CareBoard:
        return await _board(info.context, uuid_of(centre_id, "Unit"))


@strawberry.type
class CareBoardSubscription:
    @subscription(
        allow=AT_THE_DESK,
        about=OF_THE_CENTRE,
        under=DUTY,
        description="The board of your centre at once, and after each change; ends with your "
        "office. Each case shown is audited.",
    )
    async def care_board_changed(
        self, info: Info, centre_id: strawberry.ID
    ) -> AsyncIterator[CareBoard]:
        world, centre = info.context, uuid_of(centre_id, "Unit")
        async with world.services.listen(f"care:{centre}") as heard:
            while True:
                heard.clear()
                yield await _board(world, centre)
                with suppress(TimeoutError):
                    async with asyncio.timeout(AGAIN_AFTER_S):
                        await heard.wait()


async def _board(world: Context, centre_id: UUID) -> CareBoard:
    view = await care.views.show_board(world.actor, centre_id, clock=world.clock, ids=world.ids)
    if isinstance(view, care.views.NotYourBoard):
        raise Forbidden
    return CareBoard(
        centre_id=global_id("Unit", view.centre_id),
        at=view.at,
        cared_for=view.cared_for,
        waiting=view.waiting,
        paused=view.paused,
        unheard=view.unheard,
        cases=[
            case_type(case, reader=world.actor.person_id, locale=world.locale)
            for case in view.cases
        ],
        more=view.more,
    )
