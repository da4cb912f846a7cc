"""Campaigns as a bench needs them: started now, to everybody with a phone, to be told at once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson

from domains.kernel.ids import UuidV7Ids
from infra.benchmarks import counts

TITLE, BODY = "오산시 안내", "내일 오전 9시부터 시청 앞 도로에서 공사를 합니다. 우회해 주세요."
PHONES = {"kind": "platform", "platform": "android"}
"""The seeded city; officers of the bench have no phones."""

START = """
WITH begun AS (
    INSERT INTO notifications.campaigns (id, event_id, state, category, sender, words, segment,
        deep_link, expires_at, created_at, changed_at, started_at)
    VALUES ($1, $2, 'running', $3, '오산시', $4, $5, 'osantalk://inbox', $6, $7, $7, $7)
)
INSERT INTO notifications.notices (event_id, tag, occurred_at, expires_at, category, notification)
VALUES ($2, 'campaign:' || $1::uuid, $7, $6, $3, $8)
"""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One that runs. `started_at`: Unix seconds, when its start was committed."""

    id: UUID
    event_id: UUID
    started_at: float


def start_campaign(database: str, *, category: str = "service") -> Campaign:
    """Not advertising: a bench runs at night, too."""
    ids, now = UuidV7Ids(), datetime.now(UTC)
    campaign, event, until = ids.new(), ids.new(), now + timedelta(hours=12)
    words = {"ko": {"title": TITLE, "body": BODY}}
    notice = {
        "event_id": event,
        "campaign_id": campaign,
        "occurred_at": now,
        "expires_at": until,
        "category": category,
        "sender": "오산시",
        "deep_link": "osantalk://inbox",
        "image": None,
        "purpose": None,
        "segment": PHONES,
        "words": words,
    }
    counts.ask(
        database,
        START,
        campaign,
        event,
        category,
        orjson.dumps(words).decode(),
        orjson.dumps(PHONES).decode(),
        until,
        now,
        orjson.dumps(notice).decode(),
    )
    return Campaign(campaign, event, datetime.now(UTC).timestamp())
