"""One delivery for each phone and browser of those who may be told: unique on event and device."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from uuid import UUID

from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.audience import Addressee
from notifications.channel import Channel
from notifications.gate import Allow, Hold, Reason, Spoken
from notifications.lanes import lane_of
from notifications.notification import Notification

RUNG_BY: Final[Mapping[identity.Platform, Channel]] = MappingProxyType(
    {
        identity.Platform.ANDROID: Channel.FCM,
        identity.Platform.IOS: Channel.FCM,
        identity.Platform.WEB: Channel.WEB_PUSH,
    }
)
"""A tracker is rung by nothing."""


async def queue(
    notification: Notification, told: Sequence[tuple[Addressee, Spoken]], *, clock: Clock
) -> int:
    """Queue a whole audience in one statement; how many deliveries are new."""
    by_person = {
        person.person_id: (person, verdict)
        for person, verdict in told
        if verdict.reason is not Reason.DIGEST
    }
    now = clock.now()
    devices = [
        (device, person, verdict)
        for device in await phones_of(by_person)
        for person, verdict in (by_person[device.person_id],)
        if RUNG_BY[device.platform] in verdict.channels
    ]
    return await sql.execute(
        """
        INSERT INTO notifications.deliveries
            (event_id, device_id, person_id, channel, lane, locale, with_position,
             expires_at, created_at, next_attempt_at)
        SELECT $1, d.device_id, d.person_id, d.channel, $9, d.locale, d.with_position, $2, $3,
            d.not_before
        FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::bool[], $8::timestamptz[],
                    $10::text[])
            AS d (device_id, person_id, locale, with_position, not_before, channel)
        ON CONFLICT (event_id, device_id) DO NOTHING
        """,
        notification.event_id,
        notification.expires_at,
        now,
        [device.device_id for device, _, _ in devices],
        [device.person_id for device, _, _ in devices],
        [person.locale.value for _, person, _ in devices],
        [isinstance(verdict, Allow) and verdict.with_position for _, _, verdict in devices],
        [verdict.until if isinstance(verdict, Hold) else now for _, _, verdict in devices],
        lane_of(notification.category).value,
        [RUNG_BY[device.platform].value for device, _, _ in devices],
    )


async def phones_of(person_ids: Collection[UUID]) -> list[identity.PushDevice]:
    """The phones and browsers of many people that can be rung now."""
    devices = await identity.push_devices_of(person_ids)
    return [device for device in devices if device.platform in RUNG_BY]
