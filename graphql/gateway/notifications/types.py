"""What clients see of their inbox."""

from datetime import datetime
from uuid import UUID

import strawberry

from gateway.global_ids import global_id
from gateway.nameless import named
from notifications.public import Category, InboxItem

strawberry.enum(Category, name="NotificationCategory", description="What kind of word it is.")


@strawberry.type(description="One thing you were told, as it was worded then.")
class InboxEntry:
    id: strawberry.ID = strawberry.field(description="For markInboxRead.")
    event_id: UUID = strawberry.field(
        description="The same as a push's event_id: what is shown and what is listed are one word."
    )
    tag: str = strawberry.field(
        description="The thing spoken of: a push of the same tag on the phone is the same word."
    )
    kind: str = strawberry.field(description="Which message, such as commute.arrived.")
    category: Category = strawberry.field(description="SAFETY passes every quiet hour.")
    title: str = named("news", description="In the language you were addressed in then.")
    body: str = named("text", description="Times in it are those of Osan.")
    deep_link: str = strawberry.field(description="Where the app opens it.")
    occurred_at: datetime = strawberry.field(description="When what it tells happened.")
    read_at: datetime | None = strawberry.field(description="Null until you read it.")
    retracted_at: datetime | None = strawberry.field(
        description="Set when it was taken back: it no longer holds."
    )


def entry_type(item: InboxItem) -> InboxEntry:
    return InboxEntry(
        id=global_id("InboxEntry", item.id),
        event_id=item.event_id,
        tag=item.tag,
        kind=item.kind,
        category=item.category,
        title=item.title,
        body=item.body,
        deep_link=item.deep_link,
        occurred_at=item.occurred_at,
        read_at=item.read_at,
        retracted_at=item.retracted_at,
    )
