"""`chooseDigest`: what is told together, and when."""

from typing import Annotated
from uuid import UUID

import strawberry

from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, SEERS, SERVICE, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.notifications.preference_types import (
    HOUR,
    DigestWish,
    NotYoursToChoose,
    WishCannotBeKept,
    hour_of,
    refusal,
    said,
)
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from notifications.public import Category, choices


@strawberry.input(description="An hour, and what is gathered for it.")
class DigestInput:
    at: str = strawberry.field(description=HOUR)
    categories: list[Category] = strawberry.field(description="CARE, SERVICE or both.")


@strawberry.input(description="A person's digest.")
class ChooseDigestInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    person_id: strawberry.ID = strawberry.field(description="Whose wish; a Person.")
    digest: DigestInput | None = strawberry.field(default=None, description="Null: none.")


@strawberry.type(
    description="It holds from the next message on; what was gathered so far comes at the new "
    "hour, or at once where there is none."
)
class ChooseDigestSuccess:
    digest: DigestWish | None = strawberry.field(description="As chosen.")


ChooseDigestResult = Annotated[
    ChooseDigestSuccess | WishCannotBeKept | NotYoursToChoose,
    strawberry.union("ChooseDigestResult"),
]


@strawberry.type
class ChooseDigestMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.personId", open_to=SEERS | AT_A_DESK),
        under=SERVICE,
        description="Choose which news is told together, as one push at an hour of yours. The "
        "inbox lists each at once. Safety is never gathered, and neither is advertising.",
    )
    async def choose_digest(self, info: Info, input: ChooseDigestInput) -> ChooseDigestResult:
        return await once(info, input, perform=lambda: _choose(info.context, input))


async def _choose(world: Context, input: ChooseDigestInput) -> ChooseDigestResult:
    wish = input.digest
    digest = choices.Digest(hour_of(wish.at), frozenset(wish.categories)) if wish else None
    outcome = await choices.choose_digest(
        world.actor,
        person_id=uuid_of(input.person_id, "Person"),
        digest=digest,
        clock=world.clock,
        ids=world.ids,
    )
    if not isinstance(outcome, choices.Chosen):
        return refusal(outcome, world.locale)
    return ChooseDigestSuccess(
        digest=DigestWish(at=said(digest.at), categories=sorted(digest.categories))
        if digest
        else None
    )
