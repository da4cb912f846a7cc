"""The choices, one by one: each leaves the others as they are."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity import public as identity
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from notifications.channel import EVERY_CHANNEL, Channel
from notifications.daily_span import DailySpan
from notifications.notification import Category
from notifications.preferences.change import Preferences, change
from notifications.preferences.outcomes import Chosen, Outcome
from notifications.preferences.wishes import Digest, Wishes


async def choose_channels(
    actor: Actor,
    *,
    person_id: UUID,
    category: Category,
    channels: Collection[Channel],
    clock: Clock,
    ids: Ids,
) -> Outcome:
    """The ways by which one category rings; none leaves it to the inbox. Safety rings by all."""
    silent = frozenset((category, way) for way in EVERY_CHANNEL.difference(channels))

    def chosen(before: Preferences) -> Preferences:
        others = frozenset(mute for mute in before.wishes.mutes if mute[0] is not category)
        return _wish(before, replace(before.wishes, mutes=others | silent))

    return await change(actor, person_id, chosen, clock=clock, ids=ids)


async def choose_quiet_hours(
    actor: Actor, *, person_id: UUID, quiet: DailySpan | None, clock: Clock, ids: Ids
) -> Outcome:
    """The hours in which nothing but safety rings; None for none."""
    return await change(
        actor,
        person_id,
        lambda before: _wish(before, replace(before.wishes, quiet=quiet)),
        clock=clock,
        ids=ids,
    )


async def choose_digest(
    actor: Actor, *, person_id: UUID, digest: Digest | None, clock: Clock, ids: Ids
) -> Outcome:
    """What is told together, and when; None for nothing, and what was gathered comes at once."""
    return await change(
        actor,
        person_id,
        lambda before: _wish(before, replace(before.wishes, digest=digest)),
        clock=clock,
        ids=ids,
    )


async def choose_reading(
    actor: Actor,
    *,
    person_id: UUID,
    locale: Locale,
    large_text: bool,
    clock: Clock,
    ids: Ids,
) -> Outcome:
    """The language in which somebody is told, and large letters on screens and pages."""
    async with in_transaction():
        outcome = await change(
            actor,
            person_id,
            lambda before: replace(before, large_text=large_text),
            clock=clock,
            ids=ids,
        )
        if isinstance(outcome, Chosen):
            await identity.correct_person(
                actor,
                person_id=person_id,
                correction=identity.Correction(locale=locale),
                clock=clock,
                ids=ids,
            )
        return outcome


def _wish(before: Preferences, wishes: Wishes) -> Preferences:
    return replace(before, wishes=wishes)
