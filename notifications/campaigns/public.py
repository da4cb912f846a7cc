"""Campaigns as the API and the command line handle them; `notifications.public.campaigns`."""

from notifications.campaigns.cancel import cancel
from notifications.campaigns.count import Count
from notifications.campaigns.draft import Draft
from notifications.campaigns.notice import Words
from notifications.campaigns.outcomes import (
    BadDraft,
    CampaignStands,
    MayNotCampaign,
    NoSuchCampaign,
    NotFromHere,
    Problem,
)
from notifications.campaigns.pages import Pages
from notifications.campaigns.pause import pause, resume
from notifications.campaigns.policy import ENDED, may_see
from notifications.campaigns.preview import Preview, preview
from notifications.campaigns.report import Report
from notifications.campaigns.schedule import schedule
from notifications.campaigns.show import CampaignView, show_campaign, show_campaigns
from notifications.campaigns.start import start
from notifications.campaigns.tend import tend
from notifications.campaigns.vocabulary import CampaignState, Ending
from notifications.campaigns.write_draft import change_draft, create_draft
from notifications.segments import segment as segments
from notifications.segments.read_segment import BadSegment, problem_of, read_segment, write_segment
from notifications.segments.segment import Segment

__all__ = [
    "ENDED",
    "BadDraft",
    "BadSegment",
    "CampaignStands",
    "CampaignState",
    "CampaignView",
    "Count",
    "Draft",
    "Ending",
    "MayNotCampaign",
    "NoSuchCampaign",
    "NotFromHere",
    "Pages",
    "Preview",
    "Problem",
    "Report",
    "Segment",
    "Words",
    "cancel",
    "change_draft",
    "create_draft",
    "may_see",
    "pause",
    "preview",
    "problem_of",
    "read_segment",
    "resume",
    "schedule",
    "segments",
    "show_campaign",
    "show_campaigns",
    "start",
    "tend",
    "write_segment",
]
