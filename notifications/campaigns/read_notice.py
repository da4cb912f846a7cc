"""A campaign's notice as JSON, for the table of notices, and back."""

from typing import Final

from pydantic import TypeAdapter

from notifications.campaigns.notice import CampaignNotice

_JSON: Final = TypeAdapter(CampaignNotice)


def read_notice(text: str) -> CampaignNotice:
    """Raises pydantic's ValidationError for what a newer release wrote."""
    return _JSON.validate_json(text)


def write_notice(notice: CampaignNotice) -> str:
    """As JSON; its words are public and are not sealed."""
    return _JSON.dump_json(notice).decode()
