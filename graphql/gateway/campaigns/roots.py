"""The campaigns' part of the root types."""

import strawberry

from gateway.campaigns.campaign_progress import CampaignSubscription as Subscription
from gateway.campaigns.read_campaigns import CampaignQuery as Query
from gateway.campaigns.step_campaign import StepCampaignMutation
from gateway.campaigns.write_campaign import WriteCampaignMutation

__all__ = ["Mutation", "Query", "Subscription"]


@strawberry.type
class Mutation(WriteCampaignMutation, StepCampaignMutation):
    """What officers do with campaigns."""
