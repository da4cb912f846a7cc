"""`openRightsCase` and `saveRightsDraft`: ask for a right, in one go or in several."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from domains.governance.public import CaseKind, Wish
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, OWN_RIGHTS, Holding, Subject, Tie, Unrelated
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.governance.outcomes import (
    ResidentNumberInRequest,
    RightsCaseNotYours,
    RightsCaseSuccess,
    RightsStepNotPossible,
    TooManyRequests,
    stepped,
)
from gateway.governance.types import ChangeInput
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn

ASKERS = frozenset({Tie.SELF, Tie.PARENT_UNTIL_14})
APPLICANT = frozenset({Tie.SELF})
"""Whoever opened the case."""
THE_DESK = frozenset({Unrelated(Role.OFFICER), Unrelated(Role.DPO)})
"""Staff who handle it: never their own family's."""


@strawberry.input(description="A right, asked for by the person or for a child under 14.")
class OpenRightsCaseInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    subject_id: strawberry.ID = strawberry.field(description="Whose data; a Person.")
    kind: CaseKind = strawberry.field(description="Which right.")
    words: str = strawberry.field(default="", description="In their own words.")
    change: ChangeInput | None = strawberry.field(
        default=None, description="For a correction: what is to be put right."
    )
    as_draft: bool = strawberry.field(
        default=False, description="Keep it for later; no clock begins."
    )


@strawberry.input(description="A draft, written anew.")
class SaveRightsDraftInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The draft.")
    kind: CaseKind = strawberry.field(description="Which right.")
    words: str = strawberry.field(default="", description="In their own words.")
    change: ChangeInput | None = strawberry.field(
        default=None, description="For a correction: what is to be put right."
    )
    hand_in: bool = strawberry.field(default=False, description="It is ready: the clock begins.")


OpenRightsCaseResult = Annotated[
    RightsCaseSuccess | RightsCaseNotYours | ResidentNumberInRequest | TooManyRequests,
    strawberry.union("OpenRightsCaseResult"),
]
SaveRightsDraftResult = Annotated[
    RightsCaseSuccess | RightsStepNotPossible | RightsCaseNotYours | ResidentNumberInRequest,
    strawberry.union("SaveRightsDraftResult"),
]


@strawberry.type
class OpenRightsCaseMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.subjectId", open_to=ASKERS | AT_A_DESK),
        under=OWN_RIGHTS,
        description="Ask to see, take along, correct, erase or stop what is held of a person, or "
        "object to a machine's decision. The legal clock begins at once; a sign-in within the last "
        "minutes proves the person, otherwise `proveRightsIdentity` may follow.",
    )
    async def open_rights_case(
        self, info: Info, input: OpenRightsCaseInput
    ) -> OpenRightsCaseResult:
        return await once(info, input, perform=lambda: _open(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "RightsCase", open_to=APPLICANT | AT_A_DESK),
        under=OWN_RIGHTS,
        description="Go on with a draft where it was left, and hand it in when it is ready.",
    )
    async def save_rights_draft(
        self, info: Info, input: SaveRightsDraftInput
    ) -> SaveRightsDraftResult:
        return await once(info, input, perform=lambda: _save(info.context, input))


def _wish(input: OpenRightsCaseInput | SaveRightsDraftInput) -> Wish:
    return Wish(input.kind, input.words, input.change.read() if input.change else None)


async def _open(world: Context, input: OpenRightsCaseInput) -> OpenRightsCaseResult:
    outcome = await governance.open_case(
        world.actor,
        subject_id=uuid_of(input.subject_id, "Person"),
        wish=_wish(input),
        locale=world.locale,
        fresh_for=world.services.fresh_for,
        as_draft=input.as_draft,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case governance.Stepped():
            return stepped(outcome)
        case governance.NotYours():
            return RightsCaseNotYours()
        case governance.ResidentNumberRefused():
            return ResidentNumberInRequest()
        case governance.TooMany(most=most):
            return TooManyRequests(most=most)
        case unreachable:
            assert_never(unreachable)


async def _save(world: Context, input: SaveRightsDraftInput) -> SaveRightsDraftResult:
    outcome = await governance.go_on_with_draft(
        world.actor,
        case_id=uuid_of(input.case_id, "RightsCase"),
        wish=_wish(input),
        hand_in=input.hand_in,
        fresh_for=world.services.fresh_for,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case governance.Stepped():
            return stepped(outcome)
        case governance.NotPossible(state=state):
            return RightsStepNotPossible(state=state)
        case governance.NotYours():
            return RightsCaseNotYours()
        case governance.ResidentNumberRefused():
            return ResidentNumberInRequest()
        case unreachable:
            assert_never(unreachable)
