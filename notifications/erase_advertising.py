"""Somebody wants no more advertising: what the night still held for them is never told."""

from datetime import datetime
from uuid import UUID

from domains.consent.public import Erased, Purpose
from domains.kernel import sql
from notifications.notification import Category


async def erase_advertising(subject_id: UUID, purpose: Purpose, at: datetime) -> list[Erased]:
    """A `consent.Eraser`; within the transaction of the withdrawal.

    What waits for the morning goes from the inbox before anybody saw it. What waits in the queue
    finds the gate closed when its hour comes. What was told stays told.
    """
    del purpose
    unseen = await sql.execute(
        """
        DELETE FROM notifications.inbox
        WHERE person_id = $1 AND category = $2 AND visible_from > $3
        """,
        subject_id,
        Category.ADVERTISING.value,
        at,
    )
    return [Erased("notifications.inbox", unseen)]
