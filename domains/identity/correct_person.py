"""Put right what the house says of a person; the rights desk has seen why."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import PersonCorrected
from domains.identity.models import Person
from domains.kernel import audit, outbox, personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right; None leaves a field as it is."""

    display_name: str | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)
    locale: Locale | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        named = {
            "display_name": self.display_name,
            "birth_date": self.birth_date,
            "locale": self.locale,
        }
        return tuple(name for name, value in named.items() if value is not None)


@dataclass(frozen=True, slots=True)
class Corrected:
    """The fields that say something else now."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NobodyToCorrect:
    """No such person."""


async def correct_person(
    actor: Actor, *, person_id: UUID, correction: Correction, clock: Clock, ids: Ids
) -> Corrected | NobodyToCorrect:
    """개인정보 보호법 §36②. Whether the actor may was decided by their case."""
    async with in_transaction():
        person = await Person.select_for_update().get_or_none(id=person_id)
        if person is None:
            return NobodyToCorrect()
        if correction.display_name is not None:
            person.display_name = await personal.seal(person_id, correction.display_name)
        person.birth_date = correction.birth_date or person.birth_date
        person.locale = correction.locale or person.locale
        await person.save(update_fields=list(correction.fields))
        await audit.record(
            actor, "identity.person.correct", subject_id=person_id, clock=clock, ids=ids
        )
        event = PersonCorrected(person_id, correction.fields)
        await outbox.record(event, clock=clock, ids=ids)
        return Corrected(correction.fields)
