"""Campaigns as a bench needs them: started now, to everybody with a phone, to be told at once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson

from domains.kernel.ids import UuidV7Ids
from infra.benchmarks import counts

TITLE, BODY = "오산시 안내", "내일 오전 9시부터 시청 앞 도로에서 공사, 우회 바람."
PHONES = {"kind": "platform", "platform": "android"}
"""The seeded city; officers of the bench have no phones."""

START = """
WITH begun AS (
    INSERT INTO notifications.campaigns (id, event_id, state, category, sender, words, segment,
        deep_link, expires_at, created_at, changed_at, started_at)
    VALUES ($1, $2, 'running', $3, '오산시', $4, $5, 'osantalk://inbox', $6, $7, $7, $7)
    ON CONFLICT (id) DO NOTHING RETURNING id
)
INSERT INTO notifications.notices (event_id, tag, occurred_at, expires_at, category, notification)
SELECT $2, 'campaign:' || $1::uuid, $7, $6, $3, $8 FROM begun
"""
"""What `notifications.campaigns.start` commits; twice is once."""

CANCEL = """
WITH ended AS (
    UPDATE notifications.campaigns
    SET state = 'cancelled', ending = 'cancelled', ended_at = $2, changed_at = $2
    WHERE event_id = $1
)
INSERT INTO notifications.stopped (event_id, until) VALUES ($1, 'infinity')
ON CONFLICT (event_id) DO UPDATE SET until = excluded.until
"""
"""What `notifications.campaigns.cancel` commits; the sweep closes what is open, as for a city."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """Made, and told from its start on."""

    id: UUID
    event_id: UUID


def make_campaign() -> Campaign:
    ids = UuidV7Ids()
    return Campaign(ids.new(), ids.new())


def start_campaign(
    database: str, campaign: Campaign | None = None, *, category: str = "service"
) -> Campaign:
    """Commit its start; may be repeated. Not advertising: a bench runs at night, too."""
    campaign, now = campaign or make_campaign(), datetime.now(UTC)
    until = now + timedelta(hours=12)
    notice = _notice(campaign, category, now, until)
    counts.ask(
        database,
        START,
        campaign.id,
        campaign.event_id,
        category,
        orjson.dumps(notice["words"]).decode(),
        orjson.dumps(PHONES).decode(),
        until,
        now,
        orjson.dumps(notice).decode(),
    )
    return campaign


def cancel_campaign(database: str, campaign: Campaign) -> float:
    """When its cancellation was committed (Unix seconds), to within the answer's way."""
    counts.ask(database, CANCEL, campaign.event_id, datetime.now(UTC))
    return datetime.now(UTC).timestamp()


def _notice(campaign: Campaign, category: str, now: datetime, until: datetime) -> dict[str, object]:
    return {
        "event_id": campaign.event_id,
        "campaign_id": campaign.id,
        "occurred_at": now,
        "expires_at": until,
        "category": category,
        "sender": "오산시",
        "deep_link": "osantalk://inbox",
        "image": None,
        "purpose": None,
        "segment": PHONES,
        "words": {"ko": {"title": TITLE, "body": BODY}},
    }
