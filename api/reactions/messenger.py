"""What every reaction is given: the clock, the ids, and the way to the people concerned."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from domains.commute.public import Retention
from domains.consent.public import Erasers
from domains.identity import public as identity
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import Child, Retraction


@dataclass(frozen=True, slots=True)
class Messenger:
    """Each reaction runs in the transaction that marks its event done, and may run twice."""

    clock: Clock
    ids: Ids
    retention: Retention
    erasers: Erasers
    chains: notifications.Chains = field(default_factory=notifications.Chains)

    async def tell(self, notification: notifications.Notification) -> None:
        await notifications.notify(notification, clock=self.clock, ids=self.ids, chains=self.chains)

    async def take_back(
        self,
        record: Recorded,
        tag: str,
        *,
        except_person: UUID | None = None,
        event_id: UUID | None = None,
    ) -> None:
        """`event_id`: a `second` one, where the event itself tells something, too."""
        retraction = Retraction(
            event_id=event_id or record.id,
            occurred_at=record.occurred_at,
            tag=tag,
            except_person=except_person,
        )
        await notifications.retract(retraction, clock=self.clock)

    async def take_back_from(
        self, persons: Collection[UUID], record: Recorded, tag: str, *, event_id: UUID
    ) -> None:
        """From these alone; a second tag of one event has a second id."""
        retraction = Retraction(
            event_id=event_id,
            occurred_at=record.occurred_at,
            tag=tag,
            only_from=frozenset(persons),
        )
        await notifications.retract(retraction, clock=self.clock)

    async def name_of(self, person_id: UUID, *, even_nameless: bool = False) -> str | None:
        """None for somebody who is known no more: news of them tells nobody anything.

        `even_nameless` is for calls for help, which go out while the key store is down.
        """
        people = await identity.people([person_id], even_nameless=even_nameless)
        card = people.get(person_id)
        return card.display_name if card is not None else None

    async def child(self, child_id: UUID, *, even_nameless: bool = False) -> Child | None:
        name = await self.name_of(child_id, even_nameless=even_nameless)
        return Child(id=child_id, name=name) if name is not None else None

    def is_older_than(self, age: timedelta, moment: datetime) -> bool:
        return self.clock.now() - moment > age


def second(event_id: UUID) -> UUID:
    """The id of the second notice that one event causes: the same at every repetition.

    The last bit of a uuidv7 is random; turned, it is another id of the same instant.
    """
    return UUID(int=event_id.int ^ 1)


def third(event_id: UUID) -> UUID:
    """Of one more, in the same way."""
    return UUID(int=event_id.int ^ 2)
