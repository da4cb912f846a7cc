"""The actor as seen from the person whose consent it is."""

from dataclasses import dataclass
from uuid import UUID

from domains.consent.policy import Decider, own_word_from
from domains.identity import public as identity
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class NotYoursToDecide:
    """The actor is neither the person nor a guardian who may decide at this age."""


async def decider_of(actor: Actor, *, subject_id: UUID, clock: Clock) -> Decider | None:
    """None for a system, for nobody, and where there is no such person.

    Whom a centre stands in for speaks for themselves, by the centre's mouth.
    """
    speaker = actor.speaks_for
    if speaker is None:
        return None
    subject = (await identity.people([subject_id], named=False)).get(subject_id)
    if subject is None:
        return None
    now, born = clock.now(), subject.birth_date
    return Decider(
        is_subject=speaker == subject_id,
        is_guardian=await identity.is_guardian(holder_id=speaker, subject_id=subject_id, at=now),
        subject_age=identity.age_on(born, seoul_date(now)) if born else None,
        own_word_from=own_word_from(born) if born else None,
    )


async def locale_of(subject_id: UUID) -> Locale:
    """The language in which the house itself speaks to somebody."""
    card = (await identity.people([subject_id], named=False)).get(subject_id)
    return card.locale if card else Locale.KO
