"""Whom 119 may call about her: those who know more, or have a key."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from domains.care.cases.emergency import Callee, Relation
from domains.care.cases.numbers import numbers_of
from domains.care.people.access import CENTRE
from domains.care.people.may_see import read_offices
from domains.care.people.on_duty import on_duty
from domains.care.people.read_plans import contacts_of
from domains.identity import public as identity

MOST_CALLEES: Final = 6


async def callees_for(senior_id: UUID, *, at: datetime) -> tuple[Callee, ...]:
    """Those with a telephone, the nearest to her first: her guardians in her order, her care
    workers on duty, her centre. By their ties and offices, whether her plan stands or rests.

    Raises KeysUnavailable.
    """
    asked = await _in_order(senior_id, at=at)
    numbers = await numbers_of(list(asked))
    people = await identity.people(numbers)
    found = [
        Callee(relation, people[person].display_name, numbers[person])
        for person, relation in asked.items()
        if person in numbers and person in people
    ]
    return tuple(found[:MOST_CALLEES])


async def _in_order(senior_id: UUID, *, at: datetime) -> Mapping[UUID, Relation]:
    """Whoever is two things to her is called as the first of them."""
    guardians = (await contacts_of([senior_id], at=at))[senior_id]
    asked = {each.person_id: Relation.GUARDIAN for each in guardians}
    for care in await read_offices([senior_id]):
        for worker in await _workers(care, at=at):
            asked.setdefault(worker, Relation.CARE_WORKER)
        for person in await _centre(care, at=at):
            asked.setdefault(person, Relation.CENTRE)
    return asked


async def _workers(care: Any, *, at: datetime) -> list[UUID]:
    duty = await on_duty(care["dong_id"], at=at)
    both = (duty.worker_id, duty.stand_in_id) if duty is not None else ()
    return [person for person in both if person is not None]


async def _centre(care: Any, *, at: datetime) -> list[UUID]:
    held = [
        await identity.role_holders(role, at=at, unit_id=care["centre_id"])
        for role in sorted(CENTRE)
    ]
    return sorted({person for people in held for person in people})
