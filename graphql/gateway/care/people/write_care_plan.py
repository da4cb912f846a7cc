"""`writeCarePlan`, `writeCareKeyBox`: her own words, and how to get into her flat."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from gateway.care.people.enrol_in_care import LONGEST_NOTE, LONGEST_WORDS, sealed_words, speaker
from gateway.care.people.types import CareNotFound
from gateway.context import Info
from gateway.declarations import OWN_RIGHTS, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="Her plan, as she says it.")
class WriteCarePlanInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    own_words: str | None = strawberry.field(
        default=None, description="1 to 1000 characters; none takes it back."
    )


@strawberry.input(description="How to get in.")
class WriteCareKeyBoxInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    note: str | None = strawberry.field(
        default=None, description="1 to 200 characters; none takes it back."
    )


@strawberry.type(description="It is written down, sealed.")
class WriteCarePlanSuccess:
    enrolment_id: strawberry.ID = strawberry.field(description="As myCare shows it.")


Writing = WriteCarePlanSuccess | CareNotFound
WriteCarePlanResult = Annotated[Writing, strawberry.union("WriteCarePlanResult")]
WriteCareKeyBoxResult = Annotated[Writing, strawberry.union("WriteCareKeyBoxResult")]


@strawberry.type
class WriteCarePlanMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="Say in your own words what shall be done. Those whom the plan names read it.",
    )
    async def write_care_plan(self, info: Info, input: WriteCarePlanInput) -> WriteCarePlanResult:
        world = info.context
        words = await sealed_words(
            speaker(world), input.own_words, what="A plan", longest=LONGEST_WORDS
        )

        async def perform() -> Writing:
            return _written(
                await care.people.write_own_words(
                    world.actor, words, clock=world.clock, ids=world.ids
                )
            )

        return await once(info, input, perform=perform)

    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="Say how to get into your flat. It is opened for 119 alone, and traced.",
    )
    async def write_care_key_box(
        self, info: Info, input: WriteCareKeyBoxInput
    ) -> WriteCareKeyBoxResult:
        world = info.context
        note = await sealed_words(speaker(world), input.note, what="A note", longest=LONGEST_NOTE)

        async def perform() -> Writing:
            return _written(
                await care.people.write_key_box(world.actor, note, clock=world.clock, ids=world.ids)
            )

        return await once(info, input, perform=perform)


def _written(outcome: care.people.Written | care.people.NotYourSenior) -> Writing:
    match outcome:
        case care.people.Written(enrolment_id=key):
            return WriteCarePlanSuccess(enrolment_id=global_id("CareEnrolment", key))
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
