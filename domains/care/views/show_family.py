"""Everybody whom a guardian looks after, each in a word and a colour."""

from collections.abc import Sequence

from domains.care.views.show_today import TodayView, show_today
from domains.identity import public as identity
from domains.identity.public import RelationKind
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


async def show_family(
    actor: Actor, *, locale: Locale, clock: Clock, ids: Ids
) -> Sequence[TodayView]:
    """Those whose guardian the actor is at this moment; who is not cared for is left out."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return []
    ties = await identity.standing_relations_of(actor.person_id, at=clock.now())
    guarded = {
        tie.subject_id
        for tie in ties
        if tie.holder_id == actor.person_id and tie.kind is RelationKind.SENIOR_GUARDIAN
    }
    seen = [
        await show_today(actor, senior, locale=locale, clock=clock, ids=ids)
        for senior in sorted(guarded)
    ]
    return [each for each in seen if each is not None]
