"""What clients see of how a person wishes to be told."""

from datetime import time
from typing import TypeAlias

import strawberry

from gateway.execution.faults import RequestRefused
from gateway.languages import Locale
from gateway.nameless import TEXTS
from gateway.wording import FOR_DEVELOPERS
from notifications.public import Category, choices

Channel: TypeAlias = choices.Channel
Problem: TypeAlias = choices.Problem

strawberry.enum(
    Channel,
    name="NotificationChannel",
    description="A way by which news rings. The inbox is none: it lists everything.",
)
strawberry.enum(Problem, name="PreferenceProblem", description="Why a wish cannot be kept.")

HOUR = "Seoul's, as HH:MM, in quarters of an hour."


@strawberry.type(description="The ways by which one category rings; none leaves it to the inbox.")
class ChannelWishes:
    category: Category
    channels: list[Channel]


@strawberry.type(description="Hours in which nothing rings but safety; across midnight or not.")
class QuietHours:
    from_: str = strawberry.field(name="from", description=HOUR)
    to: str = strawberry.field(description=HOUR)


@strawberry.type(description="News that is told together, as one push.")
class DigestWish:
    at: str = strawberry.field(description=HOUR)
    categories: list[Category]


@strawberry.type(
    description="How a person wishes to be told. What each guardian of a senior sees stands in "
    "`me.guardians`."
)
class NotificationPreferences:
    channels: list[ChannelWishes] = strawberry.field(
        description="For each category. SAFETY rings by every way and cannot be muted."
    )
    quiet_hours: QuietHours | None = strawberry.field(description="Null: none.")
    digest: DigestWish | None = strawberry.field(description="Null: all is told as it comes.")
    locale: Locale = strawberry.field(description="The language in which they are told.")
    large_text: bool = strawberry.field(description="Large letters, one action a screen.")


@strawberry.type(description="This cannot be kept; nothing has changed.")
class WishCannotBeKept:
    problem: Problem
    explanation: str = strawberry.field(description="For the person, in the request's language.")
    message: str = strawberry.field(default="The wish cannot be kept.", description=FOR_DEVELOPERS)


@strawberry.type(description="Neither you nor who acts for you: this is nobody to choose for.")
class NotYoursToChoose:
    message: str = strawberry.field(
        default="You may not choose for this person.", description=FOR_DEVELOPERS
    )


def refusal(
    outcome: choices.CannotBeKept | choices.NotYoursToChoose, locale: Locale
) -> WishCannotBeKept | NotYoursToChoose:
    """A choice that was not made, in words."""
    if isinstance(outcome, choices.NotYoursToChoose):
        return NotYoursToChoose()
    explanation = TEXTS.text(locale, f"preferences.{outcome.problem}")
    return WishCannotBeKept(problem=outcome.problem, explanation=explanation)


def shown(preferences: choices.ShownPreferences) -> NotificationPreferences:
    """As the screen wants it."""
    wishes = preferences.wishes
    return NotificationPreferences(
        channels=[
            ChannelWishes(category=each, channels=sorted(wishes.channels_for(each)))
            for each in Category
        ],
        quiet_hours=QuietHours(from_=said(wishes.quiet.start), to=said(wishes.quiet.end))
        if wishes.quiet
        else None,
        digest=DigestWish(at=said(wishes.digest.at), categories=sorted(wishes.digest.categories))
        if wishes.digest
        else None,
        locale=preferences.locale,
        large_text=preferences.large_text,
    )


def hour_of(text: str) -> time:
    """An hour as a client says it. Raises RequestRefused (BAD_USER_INPUT)."""
    try:
        if len(text) != len("HH:MM"):
            raise ValueError(text)
        return time.fromisoformat(text)
    except ValueError:
        raise RequestRefused("An hour is HH:MM, such as 22:15.", code="BAD_USER_INPUT") from None


def said(hour: time) -> str:
    """An hour as clients read it."""
    return f"{hour:%H:%M}"
