"""Who an audience is at this moment, with what the gate needs to know of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never
from uuid import UUID

from domains.care import public as care
from domains.consent import public as consent
from domains.identity import public as identity
from domains.kernel.clock import seoul_date
from domains.kernel.text import Locale
from notifications.gate import Receiver, age_band
from notifications.notification import (
    AskedIn,
    Audience,
    Category,
    Circle,
    GuardiansOf,
    InHandsOf,
    Notification,
    Persons,
    RoleHolders,
    ToldOf,
)
from notifications.preferences.read_wishes import wishes_of_each
from notifications.preferences.wishes import NO_WISHES, Wishes

GUARDIAN_KINDS = (
    identity.RelationKind.PARENT_CHILD,
    identity.RelationKind.SENIOR_GUARDIAN,
)

NOTHING: Final[frozenset[consent.Purpose]] = frozenset()


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person of an audience."""

    person_id: UUID
    receiver: Receiver
    locale: Locale


async def addressees(notification: Notification, *, at: datetime) -> list[Addressee]:
    """Everybody in the audience, each once; a person whom identity does not know is left out.

    One query a circle, one for the people, one for their wishes, one for the consents: the
    subject's, under which it is told, and each receiver's own, without which nobody is
    advertised to.
    """
    members = await _members(notification.audience, at=at)
    cards = await identity.people(members, named=False)
    wishes = await wishes_of_each(cards)
    asked = set(members) if notification.category is Category.ADVERTISING else set()
    if notification.subject_id is not None:
        asked.add(notification.subject_id)
    standing = await consent.standing_purposes(asked, at=at) if asked else {}
    subjects = (
        standing.get(notification.subject_id, NOTHING) if notification.subject_id else NOTHING
    )
    return [
        Addressee(
            person,
            _receiver(
                card, subjects, standing.get(person, NOTHING), wishes.get(person, NO_WISHES), at=at
            ),
            card.locale,
        )
        for person, card in sorted(cards.items())
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
        case GuardiansOf():
            return await _guardians(circle, at=at)
        case RoleHolders(role, unit_id):
            return await identity.role_holders(role, at=at, unit_id=unit_id)
        case Persons(ids):
            return ids
        case AskedIn(step_id, _, knows_why):
            return await care.cases.asked_in_step(step_id, knows_why=knows_why, at=at)
        case ToldOf(case_id):
            return await care.cases.told_of_case(case_id, at=at)
        case InHandsOf(case_id):
            return await care.cases.holder_of_case(case_id, at=at)
        case unreachable:
            assert_never(unreachable)


async def _guardians(circle: GuardiansOf, *, at: datetime) -> set[UUID]:
    """Parents of a child, guardians of a senior: nobody is both, but each has one or the other."""
    if circle.sees is not None:
        seeing = await identity.guardians_seeing(circle.subject_id, scope=circle.sees, at=at)
        return set(seeing)
    kinds = (identity.RelationKind.PARENT_CHILD,) if circle.who_decide else GUARDIAN_KINDS
    return {
        holder
        for kind in kinds
        for holder in await identity.guardians_of(circle.subject_id, at=at, kind=kind)
    }


def _receiver(
    card: identity.PersonCard,
    consents: frozenset[consent.Purpose],
    own: frozenset[consent.Purpose],
    wishes: Wishes,
    *,
    at: datetime,
) -> Receiver:
    age = identity.age_on(card.birth_date, seoul_date(at)) if card.birth_date else None
    return Receiver(
        belongs=True,
        consents=consents,
        age=age_band(age),
        opted_in_to_advertising=consent.Purpose.COMMERCE_ADVERTISING in own,
        opted_in_to_nights=consent.Purpose.COMMERCE_ADVERTISING_NIGHT in own,
        wishes=wishes,
    )
