"""`myCare`, `seniorCare`, `printedCarePlan`: the plan, to each as much as she chose."""

from base64 import b64encode

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.people.types import CareContact, CarePause, contact_type, pause_type
from gateway.context import Info
from gateway.declarations import CARERS, SERVICE, Consent, Oneself, Subject, Tie
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.permissions import SignedIn


@strawberry.type(description="Your care: who is asked, in which order, and who sees how much.")
class MyCare:
    enrolment_id: strawberry.ID = strawberry.field(description="For your centre.")
    way: care.Way = strawberry.field(description="How you said yes.")
    stands: bool = strawberry.field(description="False until your centre accepts it.")
    dong: str = strawberry.field(description="Where you live.")
    centre: str = strawberry.field(description="Your centre.")
    care_worker: str | None = strawberry.field(description="Who is on duty for you now.")
    pause: CarePause | None = strawberry.field(description="Set while everything is quiet.")
    contacts: list[CareContact] = strawberry.field(description="In your order.")
    care_worker_sees: care.Depth = strawberry.field(description="While a case is open.")
    centre_sees: care.Depth = strawberry.field(description="While a case is open.")
    location_in_emergency: bool = strawberry.field(
        description="Whether your phone's position is told when you call for help."
    )
    own_words: str | None = strawberry.field(description="Your plan, as you say it.")
    address: str | None = strawberry.field(description="As 119 would be told.")
    has_key_box_note: bool = strawberry.field(description="Whether 119 is told how to get in.")


@strawberry.type(description="A senior's care, as much of it as she lets you see.")
class SeniorCare:
    senior_id: strawberry.ID = strawberry.field(description="Who; a Person.")
    name: str = strawberry.field(description="What she is called.")
    dong: str = strawberry.field(description="Where she lives.")
    centre: str = strawberry.field(description="Who cares for her.")
    you_see: care.Depth = strawberry.field(description="How much of her days.")
    pause: CarePause | None = strawberry.field(description="Set while everything is quiet.")
    contacts: list[CareContact] = strawberry.field(
        description="In her order; empty for guardians who are not among them."
    )
    own_words: str | None = strawberry.field(
        description="Her plan, as she says it; for those who carry it out."
    )


@strawberry.type(description="A page to print.")
class PrintedCarePlan:
    content_type: str = strawberry.field(description="application/pdf.")
    base64: str = strawberry.field(description="The file.")


@strawberry.type
class CareQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Your own care; null where you asked for none.",
    )
    async def my_care(self, info: Info) -> MyCare | None:
        world = info.context
        view = await care.people.show_own_care(world.actor, clock=world.clock)
        return None if view is None else _mine(view)

    @query(
        allow=SignedIn(),
        about=Subject("seniorId", open_to=CARERS | {Tie.SELF}),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="The care of a senior whom you look after. Each look is traced.",
    )
    async def senior_care(self, info: Info, senior_id: strawberry.ID) -> SeniorCare | None:
        world = info.context
        view = await care.people.show_care(
            world.actor, uuid_of(senior_id, "Person"), clock=world.clock, ids=world.ids
        )
        return None if view is None else _shown(view)

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Your plan in large type, to hang beside the telephone: without address and "
        "key box.",
    )
    async def printed_care_plan(self, info: Info) -> PrintedCarePlan | None:
        world = info.context
        page = await care.people.print_plan(
            world.actor, printer=world.services.plan_printer(), clock=world.clock, ids=world.ids
        )
        if page is None:
            return None
        return PrintedCarePlan(content_type="application/pdf", base64=b64encode(page).decode())


def _mine(view: care.people.OwnCare) -> MyCare:
    return MyCare(
        enrolment_id=global_id("CareEnrolment", view.enrolment_id),
        way=view.way,
        stands=view.stands,
        dong=view.dong,
        centre=view.centre,
        care_worker=view.worker,
        pause=pause_type(view.pause),
        contacts=[contact_type(contact) for contact in view.contacts],
        care_worker_sees=view.worker_depth,
        centre_sees=view.centre_depth,
        location_in_emergency=view.location_in_emergency,
        own_words=view.own_words,
        address=view.address,
        has_key_box_note=view.has_key_box,
    )


def _shown(view: care.people.CareView) -> SeniorCare:
    return SeniorCare(
        senior_id=global_id("Person", view.senior_id),
        name=view.name,
        dong=view.dong,
        centre=view.centre,
        you_see=view.depth,
        pause=pause_type(view.pause),
        contacts=[contact_type(contact) for contact in view.contacts],
        own_words=view.own_words,
    )
