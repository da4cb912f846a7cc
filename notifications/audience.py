"""Who an audience is at this moment, with what the gate needs to know of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from uuid import UUID

from domains.consent import public as consent
from domains.identity import public as identity
from domains.kernel.clock import seoul_date
from domains.kernel.text import Locale
from notifications.gate import Receiver
from notifications.notification import (
    Audience,
    Circle,
    GuardiansOf,
    Notification,
    Persons,
    RoleHolders,
)

GUARDIAN_KINDS = (
    identity.RelationKind.PARENT_CHILD,
    identity.RelationKind.SENIOR_GUARDIAN,
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person of an audience."""

    receiver: Receiver
    locale: Locale

    @property
    def person_id(self) -> UUID:
        return self.receiver.person_id


async def addressees(notification: Notification, *, at: datetime) -> list[Addressee]:
    """Everybody in the audience, each once; a person whom identity does not know is left out.

    One query a circle, one for the people, one for the subject's consents.
    """
    members = await _members(notification.audience, at=at)
    cards = await identity.people(members, named=False)
    consents = await _consents(notification.subject_id, at=at)
    return [
        Addressee(_receiver(card, consents, at=at), card.locale)
        for _, card in sorted(cards.items())
    ]


async def stands_for(person_id: UUID, notification: Notification, *, at: datetime) -> bool:
    """Whether the person is told as somebody's guardian, not by an office only."""
    for circle in notification.audience:
        if isinstance(circle, GuardiansOf) and person_id in await _circle(circle, at=at):
            return True
    return False


async def _members(audience: Audience, *, at: datetime) -> set[UUID]:
    found: set[UUID] = set()
    for circle in audience:
        found.update(await _circle(circle, at=at))
    return found


async def _circle(circle: Circle, *, at: datetime) -> Iterable[UUID]:
    match circle:
        case GuardiansOf(subject_id):
            return await _guardians(subject_id, at=at)
        case RoleHolders(role):
            return await identity.role_holders(role, at=at)
        case Persons(ids):
            return ids
        case unreachable:
            assert_never(unreachable)


async def _guardians(subject_id: UUID, *, at: datetime) -> set[UUID]:
    """Parents of a child, guardians of a senior: nobody is both, but each has one or the other."""
    return {
        holder
        for kind in GUARDIAN_KINDS
        for holder in await identity.guardians_of(subject_id, at=at, kind=kind)
    }


async def _consents(subject_id: UUID | None, *, at: datetime) -> frozenset[consent.Purpose]:
    if subject_id is None:
        return frozenset()
    return (await consent.standing_purposes([subject_id], at=at))[subject_id]


def _receiver(
    card: identity.PersonCard, consents: frozenset[consent.Purpose], *, at: datetime
) -> Receiver:
    return Receiver(
        person_id=card.person_id,
        belongs=True,
        consents=consents,
        age=identity.age_on(card.birth_date, seoul_date(at)) if card.birth_date else None,
    )
