"""The breach record and its 72 hours, for the data-protection officer."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from domains.governance.public import BreachState, BreachView, Facts, Told
from domains.kernel.actor import Role
from gateway.connections import Connection, page_of, page_request
from gateway.context import Context, Info
from gateway.declarations import DUTY, Everybody
from gateway.fields import mutation, query
from gateway.global_ids import global_id, uuid_of
from gateway.governance.outcomes import ResidentNumberInRequest, RightsCaseNotYours
from gateway.once import REQUEST_ID, once
from gateway.permissions import HasRole

strawberry.enum(BreachState, description="Where a breach stands.")
strawberry.enum(Told, name="BreachAudience", description="Who must hear of a breach.")

DPO = HasRole(Role.DPO)


@strawberry.input(description="What is known; names of people have no place here.")
class OpenBreachInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    title: str = strawberry.field(description="In a few words.")
    what_happened: str = strawberry.field(description="What, how, since when.")
    data_concerned: str = strawberry.field(description="Kinds of data.")
    measures: str = strawberry.field(description="What was done so far.")
    people_concerned: int | None = strawberry.field(
        default=None, description="So many people; null while it is not known."
    )
    sensitive: bool = strawberry.field(description="Sensitive or identifying data is concerned.")
    from_outside: bool = strawberry.field(description="By unlawful access from outside.")
    found_at: datetime = strawberry.field(description="When it became known: 72 hours from then.")


@strawberry.input(description="Somebody has been told.")
class NoteBreachToldInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    breach_id: strawberry.ID = strawberry.field(description="The breach.")
    told: Told = strawberry.field(description="Who.")


@strawberry.input(description="A breach that is dealt with.")
class CloseBreachInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    breach_id: strawberry.ID = strawberry.field(description="The breach.")
    measures: str = strawberry.field(description="What was done.")


@strawberry.type(description="The breach stands here now.")
class BreachSuccess:
    breach_id: strawberry.ID = strawberry.field(description="Of the breach.")
    state: BreachState = strawberry.field(description="Where it stands.")


@strawberry.type(description="Those who must hear of it have not.")
class BreachNotYetTold:
    missing: list[Told] = strawberry.field(description="Who.")


@strawberry.type(description="A breach, and its clock.")
class Breach:
    id: strawberry.ID = strawberry.field(description="Of the breach.")
    state: BreachState = strawberry.field(description="Where it stands.")
    title: str = strawberry.field(description="In a few words.")
    what_happened: str = strawberry.field(description="What, how, since when.")
    data_concerned: str = strawberry.field(description="Kinds of data.")
    measures: str = strawberry.field(description="What was done.")
    people_concerned: int | None = strawberry.field(description="So many people.")
    must_be_reported: bool = strawberry.field(description="To the commission, too.")
    found_at: datetime = strawberry.field(description="When it became known.")
    due_at: datetime = strawberry.field(description="72 hours later.")
    people_told_at: datetime | None = strawberry.field(description="When people were told.")
    commission_told_at: datetime | None = strawberry.field(
        description="When the commission was told."
    )
    closed_at: datetime | None = strawberry.field(description="When it was closed.")
    missing: list[Told] = strawberry.field(description="Who must still hear of it.")


BreachResult = Annotated[
    BreachSuccess | RightsCaseNotYours | ResidentNumberInRequest, strawberry.union("BreachResult")
]
BreachNotedResult = Annotated[
    BreachSuccess | RightsCaseNotYours, strawberry.union("BreachNotedResult")
]
BreachClosedResult = Annotated[
    BreachSuccess | BreachNotYetTold | RightsCaseNotYours, strawberry.union("BreachClosedResult")
]


@strawberry.type
class BreachQuery:
    @query(
        allow=DPO,
        about=Everybody(),
        under=DUTY,
        description="The breach record, newest first. The look is audited.",
    )
    async def breaches(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Breach]:
        world, page = info.context, page_request(first=first, after=after)
        shown = await governance.show_breaches(
            world.actor, limit=page.fetch, before=page.after_id, clock=world.clock, ids=world.ids
        )
        return page_of(shown, page, key=lambda view: str(view.breach_id), node=_breach)


@strawberry.type
class BreachMutation:
    @mutation(
        allow=DPO,
        about=Everybody(),
        under=DUTY,
        description="Write a breach down; those concerned and the commission hear of it within 72 "
        "hours of its becoming known.",
    )
    async def open_breach(self, info: Info, input: OpenBreachInput) -> BreachResult:
        return await once(info, input, perform=lambda: _open(info.context, input))

    @mutation(
        allow=DPO,
        about=Everybody(),
        under=DUTY,
        description="Those concerned, or the commission, have been told.",
    )
    async def note_breach_told(self, info: Info, input: NoteBreachToldInput) -> BreachNotedResult:
        return await once(info, input, perform=lambda: _note(info.context, input))

    @mutation(
        allow=DPO,
        about=Everybody(),
        under=DUTY,
        description="Close a breach, once everybody who must has heard of it.",
    )
    async def close_breach(self, info: Info, input: CloseBreachInput) -> BreachClosedResult:
        return await once(info, input, perform=lambda: _close(info.context, input))


async def _open(world: Context, input: OpenBreachInput) -> BreachResult:
    outcome = await governance.open_breach(
        world.actor,
        facts=_facts(input),
        found_at=input.found_at,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case governance.BreachOpened(breach_id=breach_id):
            return BreachSuccess(breach_id=global_id("Breach", breach_id), state=BreachState.OPEN)
        case governance.NotTheDpo():
            return RightsCaseNotYours()
        case governance.ForeignNumber():
            return ResidentNumberInRequest()
        case unreachable:
            assert_never(unreachable)


def _facts(input: OpenBreachInput) -> Facts:
    return Facts(
        title=input.title,
        what_happened=input.what_happened,
        data_concerned=input.data_concerned,
        measures=input.measures,
        people_concerned=input.people_concerned,
        sensitive=input.sensitive,
        from_outside=input.from_outside,
    )


async def _note(world: Context, input: NoteBreachToldInput) -> BreachNotedResult:
    outcome = await governance.note_breach_told(
        world.actor,
        breach_id=uuid_of(input.breach_id, "Breach"),
        told=input.told,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case governance.BreachNoted(state=state):
            return BreachSuccess(breach_id=input.breach_id, state=state)
        case governance.NotTheDpo():
            return RightsCaseNotYours()
        case unreachable:
            assert_never(unreachable)


async def _close(world: Context, input: CloseBreachInput) -> BreachClosedResult:
    outcome = await governance.close_breach(
        world.actor,
        breach_id=uuid_of(input.breach_id, "Breach"),
        measures=input.measures,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case governance.BreachNoted(state=state):
            return BreachSuccess(breach_id=input.breach_id, state=state)
        case governance.NotYetTold(missing=missing):
            return BreachNotYetTold(missing=sorted(missing))
        case governance.NotTheDpo():
            return RightsCaseNotYours()
        case unreachable:
            assert_never(unreachable)


def _breach(view: BreachView) -> Breach:
    facts = view.facts
    return Breach(
        id=global_id("Breach", view.breach_id),
        state=view.state,
        title=facts.title,
        what_happened=facts.what_happened,
        data_concerned=facts.data_concerned,
        measures=facts.measures,
        people_concerned=facts.people_concerned,
        must_be_reported=facts.must_be_reported,
        found_at=view.found_at,
        due_at=view.due_at,
        people_told_at=view.people_told_at,
        commission_told_at=view.commission_told_at,
        closed_at=view.closed_at,
        missing=sorted(view.missing),
    )
