"""What comes of handling a campaign, as clients see it."""

from typing import Annotated, assert_never

import strawberry

from gateway.global_ids import global_id
from notifications.public import campaigns

CampaignState = campaigns.CampaignState
Ending = campaigns.Ending

strawberry.enum(CampaignState, description="Where a campaign stands.")
strawberry.enum(Ending, name="CampaignEnding", description="Why a campaign is over.")


@strawberry.type(description="The campaign stands here now; a second attempt hears the same.")
class CampaignSuccess:
    campaign_id: strawberry.ID = strawberry.field(description="Of the campaign.")
    state: CampaignState = strawberry.field(description="Where it stands.")


@strawberry.type(description="There is no such campaign.")
class CampaignNotFound:
    asked_for: strawberry.ID | None = strawberry.field(description="Its id as it was given.")


@strawberry.type(description="Your office does not cover it: alarms are the control room's.")
class CampaignNotYours:
    office: str = strawberry.field(description="The office that covers it.")


@strawberry.type(description="It stands where this cannot be done.")
class CampaignNotFromHere:
    state: CampaignState = strawberry.field(description="Where it stands.")


@strawberry.type(description="What is wrong with one field.")
class CampaignProblem:
    field: str = strawberry.field(description="Which, such as words.ko.")
    sentence: str = strawberry.field(description="What, in English, for who wrote it.")


@strawberry.type(description="It cannot go out like this; all that is wrong, at once.")
class CampaignProblems:
    problems: list[CampaignProblem] = strawberry.field(description="At least one.")


Answer = (
    CampaignSuccess | CampaignNotFound | CampaignNotYours | CampaignNotFromHere | CampaignProblems
)

CampaignResult = Annotated[Answer, strawberry.union("CampaignResult")]

Outcome = (
    campaigns.CampaignStands
    | campaigns.NoSuchCampaign
    | campaigns.MayNotCampaign
    | campaigns.NotFromHere
    | campaigns.BadDraft
)


def answer_to(outcome: Outcome, asked: strawberry.ID | None = None) -> Answer:
    """The outcome in the schema's words."""
    match outcome:
        case campaigns.CampaignStands(campaign_id, state):
            return CampaignSuccess(campaign_id=global_id("Campaign", campaign_id), state=state)
        case campaigns.NoSuchCampaign():
            return CampaignNotFound(asked_for=asked)
        case campaigns.MayNotCampaign():
            return CampaignNotYours(office="operator")
        case campaigns.NotFromHere(state):
            return CampaignNotFromHere(state=state)
        case campaigns.BadDraft(problems):
            return CampaignProblems(
                problems=[CampaignProblem(field=p.field, sentence=p.sentence) for p in problems]
            )
        case unreachable:
            assert_never(unreachable)


NOT_ONE_WORD = CampaignProblems(
    problems=[
        CampaignProblem(
            field="segment", sentence="Each level of a segment gives exactly one field."
        )
    ]
)
