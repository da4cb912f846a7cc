"""`openStandIn`: an account for somebody without a phone, on their proof."""

from datetime import date
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import stand_ins
from domains.kernel import personal
from gateway.context import Context, Info
from gateway.declarations import DUTY, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK, StandInNotFound
from gateway.languages import Locale
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh
from gateway.plain_text import plain_text

LONGEST_NAME, LONGEST_REFERENCE = 80, 120


@strawberry.input(description="Who came to your desk, and what they showed.")
class OpenStandInInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    centre_id: strawberry.ID = strawberry.field(description="Your centre; a Unit of myOffices.")
    display_name: str = strawberry.field(description="What the person is called.")
    birth_date: date | None = strawberry.field(default=None, description="As the proof says.")
    locale: Locale = strawberry.field(description="The language they are addressed in.")
    proof_kind: stand_ins.ProofKind = strawberry.field(description="What they showed.")
    proof: str = strawberry.field(
        description="Where that is on record, such as a page of the desk's log. No number of the "
        "document."
    )
    spoken_confirmation: str | None = strawberry.field(
        default=None,
        description="Where the recording of the person's own yes lies. Without it a second member "
        "of staff must see the proof too.",
    )


@strawberry.type(description="The person is known; `stands` says whether you may act for them.")
class OpenStandInSuccess:
    stand_in_id: strawberry.ID = strawberry.field(description="For the other acts.")
    person_id: strawberry.ID = strawberry.field(description="For the header X-On-Behalf-Of.")
    stands: bool = strawberry.field(description="False until witnessStandIn.")


OpenStandInResult = Annotated[
    OpenStandInSuccess | StandInNotFound, strawberry.union("OpenStandInResult")
]


@strawberry.type
class OpenStandInMutation:
    @mutation(
        allow=Fresh(AT_THE_DESK),
        about=Oneself(),
        under=DUTY,
        description="Open an account for somebody without a phone, on proof that they show.",
    )
    async def open_stand_in(self, info: Info, input: OpenStandInInput) -> OpenStandInResult:
        world = info.context
        newcomer = await _newcomer(world, input)
        return await once(info, input, perform=lambda: _open(world, input, newcomer))


async def _newcomer(world: Context, said: OpenStandInInput) -> stand_ins.Newcomer:
    """Sealed before the transaction begins, under a key of the person's own."""
    name = plain_text(said.display_name, what="A name", longest=LONGEST_NAME)
    proof = plain_text(said.proof, what="A proof", longest=LONGEST_REFERENCE)
    spoken = said.spoken_confirmation and plain_text(
        said.spoken_confirmation, what="A reference", longest=LONGEST_REFERENCE
    )
    new = world.ids.new()
    sealed = await personal.seal_each([(new, text) for text in (name, proof, spoken) if text])
    return stand_ins.Newcomer(
        person_id=new,
        display_name=sealed[0],
        birth_date=said.birth_date,
        locale=said.locale,
        proof_kind=said.proof_kind,
        proof=sealed[1],
        spoken=sealed[2] if spoken else None,
    )


async def _open(
    world: Context, input: OpenStandInInput, newcomer: stand_ins.Newcomer
) -> OpenStandInResult:
    outcome = await stand_ins.open_stand_in(
        world.actor,
        uuid_of(input.centre_id, "Unit"),
        newcomer,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case stand_ins.StandInState():
            return OpenStandInSuccess(
                stand_in_id=global_id("StandIn", outcome.stand_in_id),
                person_id=global_id("Person", outcome.person_id),
                stands=outcome.stands,
            )
        case stand_ins.NotYourDesk():
            return StandInNotFound()
        case unreachable:
            assert_never(unreachable)
