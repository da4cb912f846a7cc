"""Who may say how somebody wants to be told."""

from uuid import UUID

from domains.consent.public import AGE_OF_OWN_CONSENT
from domains.identity import public as identity
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date


async def may_choose_for(actor: Actor, person_id: UUID, *, clock: Clock) -> bool:
    """Oneself at any age, by a centre's desk too; a guardian for a child under fourteen.

    Of somebody whose birth date nobody knows the guardian goes on to choose: no wish of anybody
    keeps an alarm away.
    """
    speaker = actor.speaks_for
    if speaker is None or speaker == person_id:
        return speaker is not None
    now = clock.now()
    if not await identity.is_guardian(holder_id=speaker, subject_id=person_id, at=now):
        return False
    card = (await identity.people([person_id], named=False)).get(person_id)
    if card is None or card.birth_date is None:
        return card is not None
    return identity.age_on(card.birth_date, seoul_date(now)) < AGE_OF_OWN_CONSENT
