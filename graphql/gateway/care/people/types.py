"""What clients see of a senior's care."""

from datetime import datetime, time

import strawberry

from domains.care import public as care
from gateway.execution.faults import RequestRefused
from gateway.global_ids import global_id
from gateway.wording import FOR_DEVELOPERS


@strawberry.type(
    description="There is no such care, it is not yours, or the consent to it does not stand."
)
class CareNotFound:
    message: str = strawberry.field(
        default="There is no such care, it is not yours, or the consent to it does not stand.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="A span of the clock on the wall.")
class CareHours:
    opens: str = strawberry.field(description="HH:MM.")
    closes: str = strawberry.field(description="HH:MM; at or before `opens` it is on the next day.")
    weekdays: list[int] = strawberry.field(description="0 is Monday, 6 is Sunday.")


@strawberry.type(description="A guardian who is asked, in her order.")
class CareContact:
    person_id: strawberry.ID = strawberry.field(description="For chooseCareContacts.")
    name: str = strawberry.field(description="What they are called.")
    rank: int = strawberry.field(description="1 is asked first.")
    time_zone: str = strawberry.field(description="Where the hours are meant: an IANA name.")
    hours: list[CareHours] = strawberry.field(description="When they may be called.")
    depth: care.Depth = strawberry.field(description="What they see.")


@strawberry.type(description="Everything is quiet until then.")
class CarePause:
    until: datetime = strawberry.field(description="When care begins again by itself.")
    reason: care.PauseReason | None = strawberry.field(
        description="Null for who sees her state alone."
    )


def hours_type(span: care.Hours) -> CareHours:
    return CareHours(
        opens=span.opens.isoformat("minutes"),
        closes=span.closes.isoformat("minutes"),
        weekdays=sorted(span.weekdays),
    )


def contact_type(view: care.people.ContactView) -> CareContact:
    return CareContact(
        person_id=global_id("Person", view.person_id),
        name=view.name,
        rank=view.rank,
        time_zone=view.time_zone,
        hours=[hours_type(span) for span in view.hours],
        depth=view.depth,
    )


def pause_type(view: care.people.PauseView | None) -> CarePause | None:
    return None if view is None else CarePause(until=view.until, reason=view.reason)


def clock_time(said: str) -> time:
    """HH:MM. Raises RequestRefused (BAD_USER_INPUT)."""
    try:
        return time.fromisoformat(said).replace(tzinfo=None)
    except ValueError as error:
        raise RequestRefused("A time is HH:MM.", code="BAD_USER_INPUT") from error
