"""The list behind the bell: written when somebody is told, whether or not a phone is reached."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.audience import Addressee
from notifications.gate import Allow, Hold, Spoken
from notifications.messages.keys import UNLISTED
from notifications.messages.payload import compose
from notifications.messages.render import Text
from notifications.notification import Category, Notification


async def put(
    notification: Notification,
    told: Sequence[tuple[Addressee, Spoken]],
    *,
    clock: Clock,
    ids: Ids,
) -> None:
    """One entry for each who may know, in their language; what the night holds appears later."""
    if notification.key in UNLISTED:
        return
    now = clock.now()
    texts = [_text(notification, person, verdict) for person, verdict in told]
    owners = [notification.subject_id or person.person_id for person, _ in told]
    titles = await _seal(notification, owners, [text.title for text in texts])
    bodies = await _seal(notification, owners, [text.body for text in texts])
    await sql.execute(
        """
        INSERT INTO notifications.inbox
            (id, event_id, person_id, tag, kind, category, title, body, deep_link,
             occurred_at, created_at, visible_from, owner_id)
        SELECT e.id, $1, e.person_id, $2, $3, $4, e.title, e.body, $5, $6, $7, e.visible_from,
            e.owner_id
        FROM unnest($8::uuid[], $9::uuid[], $10::bytea[], $11::bytea[], $12::timestamptz[],
                $13::uuid[])
            AS e (id, person_id, title, body, visible_from, owner_id)
        ON CONFLICT (event_id, person_id) DO NOTHING
        """,
        notification.event_id,
        notification.tag,
        notification.key.value,
        notification.category.value,
        notification.deep_link,
        notification.occurred_at,
        now,
        [ids.new() for _ in told],
        [person.person_id for person, _ in told],
        titles,
        bodies,
        [_visible_from(verdict, now) for _, verdict in told],
        owners,
    )


def _visible_from(verdict: Spoken, now: datetime) -> datetime:
    return verdict.until if isinstance(verdict, Hold) and not verdict.is_listed else now


async def _seal(
    notification: Notification, owners: Sequence[UUID], texts: Sequence[str]
) -> list[bytes]:
    """Under the key of whom it speaks, so that it vanishes with them; else under the reader's."""
    urgent = notification.category is Category.SAFETY
    return await personal.seal_each(list(zip(owners, texts, strict=True)), urgent=urgent)


async def retract(
    event_ids: Collection[UUID],
    *,
    except_person: UUID | None,
    only_from: Collection[UUID] | None,
    at: datetime,
) -> int:
    """Mark entries as no longer true; they stay readable as such."""
    return await sql.execute(
        """
        UPDATE notifications.inbox SET
            retracted_at = $2, changed_in = pg_current_xact_id()::text::bigint
        WHERE event_id = ANY($1::uuid[]) AND retracted_at IS NULL
          AND person_id IS DISTINCT FROM $3::uuid
          AND ($4::uuid[] IS NULL OR person_id = ANY($4))
        """,
        list(event_ids),
        at,
        except_person,
        None if only_from is None else list(only_from),
    )


def _text(notification: Notification, person: Addressee, verdict: Spoken) -> Text:
    with_position = isinstance(verdict, Allow) and verdict.with_position
    text, _ = compose(notification, locale=person.locale, with_position=with_position)
    return text
