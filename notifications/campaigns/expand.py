"""Decide about the next page of a running campaign's segment and write it, in one statement."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from tortoise.transactions import in_transaction

from domains.identity.public import Platform
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from notifications.campaigns.notice import CampaignNotice
from notifications.campaigns.page_sql import PageRequest, page_statement
from notifications.campaigns.profiles import Known, receiver_of
from notifications.campaigns.read_notice import read_notice
from notifications.campaigns.verdict_table import verdict_columns
from notifications.campaigns.wording import Wordings
from notifications.channel import Channel
from notifications.claim_due import LEASE
from notifications.claimed import Claimed
from notifications.lanes import Lane

NOBODY: Final = UUID(int=0)

_LOCALES: Final = {each.value: each for each in Locale}
_PLATFORMS: Final = {each.value: each for each in Platform}
_BY_WEB: Final = {
    platform: Channel.WEB_PUSH if platform is Platform.WEB else Channel.FCM for platform in Platform
}


@dataclass(slots=True)
class Memory:
    """What one worker remembers from page to page; losing it costs a second look at one page."""

    known: Known = field(default_factory=Known)
    wordings: Wordings = field(default_factory=Wordings)


async def next_page(
    *, lane: Lane, limit: int, clock: Clock, ids: Ids, memory: Memory | None = None
) -> list[Claimed]:
    """The next installations of a campaign of this lane, already leased by the caller.

    Its decisions, inbox entries and deliveries are committed; what comes back has its address,
    platform and wording and wants only to be sent. It is at most `limit`, and may be none where
    everybody of the page was denied or held: ask again while `has_more`. Other workers take other
    pages meanwhile; who finds a campaign locked gets nothing. Never call it within a transaction.
    Ask for a thousand or more: a page costs some milliseconds whatever its size.
    """
    memory = memory or Memory()
    now = clock.now()
    async with in_transaction():
        row = await _lock_campaign(lane, now)
        if row is None:
            return []
        notice = read_notice(row["notification"])
        request = _request(row, notice, lane, limit, now, ids.new())
        page = await _write(request, memory)
    return _claimed(page, request, memory)


async def has_more(lane: Lane, *, at: datetime) -> bool:
    """Whether a campaign of the lane is still to be expanded, by this worker or another."""
    rows = await sql.fetch(
        """
        SELECT 1 FROM notifications.campaigns
        WHERE state = 'running' AND category = $1 AND expanded_at IS NULL AND expires_at > $2
        LIMIT 1
        """,
        lane.category.value,
        at,
    )
    return bool(rows)


async def _lock_campaign(lane: Lane, now: datetime) -> Any | None:
    """The longest running one that nobody else has in hand."""
    rows = await sql.fetch(
        """
        SELECT c.id, c.cursor_person, c.cursor_device, n.notification
        FROM notifications.campaigns c JOIN notifications.notices n USING (event_id)
        WHERE c.state = 'running' AND c.category = $1 AND c.expanded_at IS NULL
          AND c.expires_at > $2
        ORDER BY c.started_at, c.id LIMIT 1 FOR NO KEY UPDATE OF c SKIP LOCKED
        """,
        lane.category.value,
        now,
    )
    return rows[0] if rows else None


def _request(
    row: Any, notice: CampaignNotice, lane: Lane, limit: int, now: datetime, row_id: UUID
) -> PageRequest:
    return PageRequest(
        campaign_id=row["id"],
        notice=notice,
        after_person=row["cursor_person"] or NOBODY,
        after_device=row["cursor_device"],
        limit=limit,
        now=now,
        leased_until=now + LEASE,
        lane=lane,
        row_id=row_id,
    )


async def _write(request: PageRequest, memory: Memory) -> Any:
    """Until every profile of the page has been met: once as a rule, twice for a new one."""
    content = request.notice.content
    receivers = memory.known.of(content)
    while True:
        verdicts = verdict_columns(content, receivers, now=request.now)
        statement, values = page_statement(request, verdicts)
        [page] = await sql.fetch(statement, *values)
        if page["unknown"] is None:
            return page
        for profile in orjson.loads(page["unknown"]):
            receivers[profile["profile"]] = receiver_of(content, profile)


def _claimed(page: Any, request: PageRequest, memory: Memory) -> list[Claimed]:
    notice, lane = request.notice, Lane(request.lane)
    worded = {each: memory.wordings.of(notice, each) for each in Locale}
    found = zip(
        page["devices"] or (),
        page["persons"] or (),
        page["locales"] or (),
        page["platforms"] or (),
        page["addresses"] or (),
        strict=True,
    )
    return [
        Claimed(
            notice.event_id,
            device,
            person,
            _BY_WEB[_PLATFORMS[platform]],
            lane,
            _LOCALES[locale],
            False,
            0,
            notice.expires_at,
            request.now,
            request.leased_until,
            None,
            address,
            _PLATFORMS[platform],
            worded[_LOCALES[locale]],
        )
        for device, person, locale, platform, address in found
    ]
