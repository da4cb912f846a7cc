"""Somebody signs in for the first time, or again."""

from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from domains.identity.events import PersonEnrolled
from domains.identity.models import Account, Person
from domains.identity.queries import person_of_account
from domains.identity.vocabulary import Profile
from domains.kernel import outbox, personal
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def enrol_person(
    *, provider: str, subject: str, profile: Profile, clock: Clock, ids: Ids
) -> UUID:
    """The person behind a provider's account, made at the first sign-in.

    Safe to repeat and to race: the account is unique. A known person's profile is left as it
    is, since the provider's words must not overwrite a correction that the citizen obtained.
    """
    known = await person_of_account(provider=provider, subject=subject)
    if known is not None:
        return known
    try:
        return await _enrol(provider, subject, profile, clock, ids)
    except IntegrityError:
        winner = await person_of_account(provider=provider, subject=subject)
        if winner is None:
            raise
        return winner


async def _enrol(provider: str, subject: str, profile: Profile, clock: Clock, ids: Ids) -> UUID:
    person_id = ids.new()
    name = await personal.seal(person_id, profile.display_name)
    async with in_transaction():
        now = clock.now()
        person = await Person.create(
            id=person_id,
            display_name=name,
            birth_date=profile.birth_date,
            locale=profile.locale,
            created_at=now,
        )
        await Account.create(
            id=ids.new(), provider=provider, subject=subject, person=person, created_at=now
        )
        await outbox.record(PersonEnrolled(person.id), clock=clock, ids=ids)
        return person.id
