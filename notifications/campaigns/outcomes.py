"""What comes of handling a campaign."""

from dataclasses import dataclass
from uuid import UUID

from notifications.campaigns.vocabulary import CampaignState


@dataclass(frozen=True, slots=True)
class CampaignStands:
    """It is here now; a second attempt hears the same as the first."""

    campaign_id: UUID
    state: CampaignState


@dataclass(frozen=True, slots=True)
class NoSuchCampaign:
    """There is none of this id."""


@dataclass(frozen=True, slots=True)
class MayNotCampaign:
    """The office does not cover it: an alarm is the control room's, all else also officers'."""


@dataclass(frozen=True, slots=True)
class NotFromHere:
    """It stands where this cannot be done."""

    state: CampaignState


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a draft, as a sentence for who wrote it."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class BadDraft:
    """It cannot go out like this; everything that is wrong, at once."""

    problems: tuple[Problem, ...]
