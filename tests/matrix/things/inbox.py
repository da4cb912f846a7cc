"""What somebody was told."""

from uuid import UUID

from domains.kernel import personal, sql
from notifications.models import Decision, InboxEntry, Notice
from tests.matrix.things.plot import RECENTLY, YEARS, Plot, plants


@plants("InboxEntry")
async def _inbox_entry(plot: Plot) -> UUID:
    return await _told(plot, "matrix", is_read=False)


@plants("ReadEntry")
async def _read_entry(plot: Plot) -> UUID:
    return await _told(plot, "matrix, read", is_read=True)


async def _told(plot: Plot, tag: str, *, is_read: bool) -> UUID:
    now = plot.clock.now() + RECENTLY
    notice = await Notice.create(
        event_id=plot.ids.new(),
        tag=tag,
        occurred_at=now,
        expires_at=now + YEARS,
        category="service",
        subject_id=plot.person,
    )
    entry = await InboxEntry.create(
        id=plot.ids.new(),
        event_id=notice.event_id,
        person_id=plot.person,
        tag=tag,
        kind="identity.welcome",
        category="service",
        owner_id=plot.person,
        title=await personal.seal(plot.person, "비밀"),
        body=await personal.seal(plot.person, "비밀"),
        deep_link="osan://inbox",
        occurred_at=now,
        created_at=now,
        visible_from=now,
        read_at=now if is_read else None,
    )
    return entry.id


@plants("NotificationDecision")
async def _decision(plot: Plot) -> UUID:
    decision = await Decision.create(
        id=plot.ids.new(),
        event_id=plot.ids.new(),
        person_id=plot.person,
        verdict="deny",
        reason="not_opted_in",
        decided_at=plot.clock.now(),
        topic="campaign",
        category="advertising",
    )
    return decision.id


@plants("ShownEvent")
async def _shown_event(plot: Plot) -> UUID:
    """What the person's device showed: no row of the inbox, so that nothing else changes."""
    event, now = plot.ids.new(), plot.clock.now()
    await sql.execute(
        """
        INSERT INTO notifications.deliveries
            (event_id, device_id, person_id, locale, state, attempts, expires_at, created_at,
             next_attempt_at, finished_at)
        VALUES ($1, $2, $3, 'ko', 'sent', 1, $4, $5, $5, $5)
        """,
        event,
        await plot.thing("Device"),
        plot.person,
        now + YEARS,
        now,
    )
    return event
