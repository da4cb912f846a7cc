"""`notificationPreferences`: how a person wishes to be told."""

import strawberry

from gateway.context import Info
from gateway.declarations import AT_A_DESK, SEERS, SERVICE, Subject
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.notifications.preference_types import NotificationPreferences, shown
from gateway.permissions import SignedIn
from notifications.public import choices


@strawberry.type
class PreferencesQuery:
    @query(
        allow=SignedIn(),
        about=Subject("personId", open_to=SEERS | AT_A_DESK),
        under=SERVICE,
        description="How a person wishes to be told: yours, or your child's under 14. Null for "
        "anybody else.",
    )
    async def notification_preferences(
        self, info: Info, person_id: strawberry.ID
    ) -> NotificationPreferences | None:
        world = info.context
        outcome = await choices.show_preferences(
            world.actor, uuid_of(person_id, "Person"), clock=world.clock
        )
        return None if isinstance(outcome, choices.NotYoursToChoose) else shown(outcome)
