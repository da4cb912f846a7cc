"""What 119 is told of one call, opened for this alone, and traced."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.circle import circle_of
from domains.care.cases.emergency import Callee, EmergencyEvent, Relation
from domains.care.cases.ladder import Circle
from domains.care.cases.models import Case, EmergencyCall
from domains.care.people.open_for_hand_over import HandOver, open_for_hand_over
from domains.care.people.read_plans import care_plan
from domains.identity import public as identity
from domains.identity.public import contacts
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.personal import KeysUnavailable

HAND_OVER = system_actor("care.hand_over")
MOST_CALLEES = 6


async def describe_call(call: EmergencyCall, *, clock: Clock, ids: Ids) -> EmergencyEvent:
    """While the key store is down it says what, and nothing else: `is_complete` False."""
    case = await Case.get(id=call.case_id)
    try:
        async with in_transaction():
            opened = await _open(case, clock=clock, ids=ids)
        callees = await _callees(await circle_of(case, at=clock.now()))
        name = await _name_of(case.senior_id)
    except KeysUnavailable:
        return _event(call, case, HandOver(None, None), None, (), is_complete=False)
    return _event(call, case, opened, name, callees, is_complete=True)


async def _open(case: Case, *, clock: Clock, ids: Ids) -> HandOver:
    plan = await care_plan(case.senior_id, at=clock.now())
    if plan is None:
        return HandOver(None, None)
    return await open_for_hand_over(HAND_OVER, plan, clock=clock, ids=ids)


async def _name_of(person_id: UUID) -> str | None:
    card = (await identity.people([person_id])).get(person_id)
    return card.display_name if card is not None else None


async def _callees(circle: Circle) -> tuple[Callee, ...]:
    """Those with a telephone, the nearest to her first."""
    asked = _in_order(circle)
    numbers = await _numbers_of(list(asked))
    people = await identity.people(numbers)
    found = [
        Callee(relation, people[person].display_name, numbers[person])
        for person, relation in asked.items()
        if person in numbers and person in people
    ]
    return tuple(found[:MOST_CALLEES])


def _in_order(circle: Circle) -> Mapping[UUID, Relation]:
    """Whoever is two things to her is called as the first of them."""
    workers = [person for person in (circle.worker, circle.stand_in) if person is not None]
    centre = dict.fromkeys(circle.centre, Relation.CENTRE)
    guardians = dict.fromkeys((each.person_id for each in circle.guardians), Relation.GUARDIAN)
    first = guardians | dict.fromkeys(
        (person for person in workers if person not in guardians), Relation.CARE_WORKER
    )
    return first | {person: what for person, what in centre.items() if person not in first}


async def _numbers_of(people: Sequence[UUID]) -> Mapping[UUID, str]:
    """The first proved number of each."""
    first: dict[UUID, UUID] = {}
    for line in await contacts.contact_lines_of(people):
        first.setdefault(line.person_id, line.line_id)
    lines = await contacts.open_contact_lines(first.values())
    return {line.person_id: line.number for line in lines.values()}


def _event(
    call: EmergencyCall,
    case: Case,
    opened: HandOver,
    name: str | None,
    callees: tuple[Callee, ...],
    *,
    is_complete: bool,
) -> EmergencyEvent:
    observed_at: datetime = case.observed_at
    return EmergencyEvent(
        call_id=call.id,
        kind=call.kind,
        observed_at=observed_at,
        late=case.late,
        confirmed_by_human=call.confirmed_by is not None,
        name=name,
        address=opened.address,
        key_box_note=opened.key_box_note,
        callees=callees,
        is_complete=is_complete,
    )
