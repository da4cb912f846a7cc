"""The one statement that decides about a page of a segment and writes all that follows.

It gets what the gate says of each profile that this worker has met. Where the page holds a profile
that is not among them it writes nothing and names it: the worker decides about it and asks again.
So a page is read once, in one snapshot, and no person is ever looked at in Python.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notifications.campaigns.notice import CampaignNotice
from notifications.campaigns.profiles import ProfileSql, profile_sql
from notifications.campaigns.verdict_table import VERDICTS
from notifications.segments.audience import AUDIENCE_FROM_HERE, BEHIND, FROM_HERE, IN_ORDER
from notifications.segments.condition import Parameters, condition_of


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Where a page begins, and what its rows are written with."""

    campaign_id: UUID
    notice: CampaignNotice
    after_person: UUID
    after_device: UUID | None
    limit: int
    now: datetime
    leased_until: datetime
    lane: int
    row_id: UUID
    """Its first nine bytes, time and variant among them, are those of all the page's rows."""


def page_statement(request: PageRequest, verdicts: tuple[object, ...]) -> tuple[str, list[object]]:
    """The statement and its values; `verdicts` are the columns of VERDICTS."""
    notice = request.notice
    values: list[object] = [
        request.after_person,
        request.after_device,
        *verdicts,
        request.limit,
        request.campaign_id,
        notice.event_id,
        request.lane,
        request.leased_until,
        notice.expires_at,
        notice.tag,
        notice.category.value,
        notice.deep_link,
        notice.occurred_at,
        request.row_id.hex[:18],
    ]
    parameters = Parameters(request.now, values)
    return _statement(
        profile_sql(notice.content, parameters, among=FROM_HERE), notice, parameters
    ), values


def _statement(profile: ProfileSql, notice: CampaignNotice, parameters: Parameters) -> str:
    now = parameters.moment()
    condition = condition_of(notice.segment, parameters)
    return f"""
    WITH known AS MATERIALIZED ({VERDICTS}),
    page AS MATERIALIZED (
        SELECT *, {profile.key} AS profile FROM (
            SELECT people.person_id, people.locale, devices.device_id, devices.platform,
                   devices.address, {profile.columns}
            FROM {AUDIENCE_FROM_HERE} {profile.joins}
            WHERE {BEHIND} AND {condition} {IN_ORDER} LIMIT $10
        ) rows
    ), unknown AS MATERIALIZED (
        SELECT DISTINCT ON (profile) profile, {", ".join(profile.names)}
        FROM page WHERE NOT EXISTS (SELECT FROM known WHERE known.profile = page.profile)
    ), decided AS MATERIALIZED (
        SELECT page.*, known.verdict, known.reason, known.held_until, known.listed,
               CASE platform WHEN 'web' THEN known.web ELSE known.fcm END AS rings
        FROM page JOIN known USING (profile) WHERE NOT EXISTS (SELECT FROM unknown)
    ), persons AS MATERIALIZED (
        SELECT DISTINCT ON (person_id) person_id, verdict, reason, held_until, listed FROM decided
    ), {_WRITES.format(now=now, id=_ROW_ID)}
    SELECT (SELECT jsonb_agg(to_jsonb(unknown)) FROM unknown) AS unknown,
           (SELECT count(*) FROM page) AS looked_at,
           array_agg(device_id) AS devices, array_agg(person_id) AS persons,
           array_agg(locale) AS locales, array_agg(platform) AS platforms,
           array_agg(address) AS addresses
    FROM decided JOIN born USING (device_id) WHERE born.state = 'sending'
    """  # noqa: S608 - words of ours; every value is a parameter


_ROW_ID = "($20::text || substr(md5(uuid_send($12::uuid) || uuid_send(person_id)), 19))::uuid"
"""A uuidv7 of the page's moment that ends in a digest of event and person: as unique, and far
cheaper than a million draws of random bits."""

_WRITES = """
    judged AS (
        INSERT INTO notifications.decisions
            (id, event_id, person_id, verdict, reason, held_until, decided_at)
        SELECT {id}, $12, person_id, verdict, reason, held_until, {now}
        FROM persons
        ON CONFLICT (event_id, person_id) DO NOTHING RETURNING verdict, reason
    ), listed AS (
        INSERT INTO notifications.inbox (id, event_id, person_id, tag, kind, category, deep_link,
             occurred_at, created_at, visible_from, owner_id)
        SELECT {id}, $12, person_id, $16, 'campaign', $17, $18,
               $19, {now}, CASE WHEN listed THEN {now} ELSE held_until END, person_id
        FROM persons WHERE verdict <> 'deny'
        ON CONFLICT (event_id, person_id) DO NOTHING
    ), born AS (
        INSERT INTO notifications.deliveries (event_id, device_id, person_id, channel, lane, locale,
             state, expires_at, created_at, next_attempt_at, leased_until)
        SELECT $12, device_id, person_id, CASE platform WHEN 'web' THEN 'web_push' ELSE 'fcm' END,
               $13, locale, CASE verdict WHEN 'allow' THEN 'sending' ELSE 'queued' END, $15, {now},
               CASE verdict WHEN 'allow' THEN $14 ELSE held_until END,
               CASE verdict WHEN 'allow' THEN $14 END
        FROM decided
        WHERE device_id IS NOT NULL AND rings AND platform IN ('android', 'ios', 'web')
        ON CONFLICT (event_id, device_id) DO NOTHING RETURNING device_id, state
    ), opened AS (
        INSERT INTO notifications.digests (id, person_id, due_at)
        SELECT {id}, person_id, held_until FROM persons WHERE reason = 'digest' ORDER BY person_id
        ON CONFLICT (person_id) WHERE told_at IS NULL
            DO UPDATE SET due_at = digests.due_at RETURNING id
    ), gathered AS (
        INSERT INTO notifications.digest_items (digest_id, event_id)
        SELECT id, $12 FROM opened ON CONFLICT DO NOTHING
    ), counted AS (
        INSERT INTO notifications.campaign_tallies (event_id, what, n)
        SELECT $12, 'person.' || verdict || '.' || reason, count(*) FROM judged GROUP BY 2
        UNION ALL SELECT $12, 'device.born', count(*) FROM born HAVING count(*) > 0
    ), moved AS (
        UPDATE notifications.campaigns SET
            cursor_person = coalesce(last.person_id, cursor_person),
            cursor_device = CASE WHEN last.person_id IS NULL THEN cursor_device
                                 ELSE last.device_id END,
            expanded_at = CASE WHEN seen.n < $10 THEN {now} END
        FROM (SELECT count(*) AS n FROM page) seen LEFT JOIN (
            SELECT person_id, device_id FROM page
            ORDER BY person_id DESC, device_id DESC NULLS LAST LIMIT 1) last ON true
        WHERE id = $11 AND NOT EXISTS (SELECT FROM unknown)
    )"""
"""Held deliveries wait in the queue until their hour; what goes at once is born leased, and its
lease is when it is due again. A digest's deliveries are not born: the entry is gathered into each
reader's open digest, as `digest.gather` does it, and rings with it."""
