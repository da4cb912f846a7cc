"""What 119 is told of one call, opened for this alone, and traced."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domains.care.cases.callees import callees_for
from domains.care.cases.emergency import Callee, EmergencyEvent
from domains.care.cases.models import Case, CaseConcern, EmergencyCall
from domains.care.cases.open_position import open_position, trace_for_119
from domains.care.people.open_address import HandOver, open_for_hand_over
from domains.identity import public as identity
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.personal import KeysUnavailable

log = structlog.get_logger()

HAND_OVER: Final = system_actor("care.hand_over")
Cause = CaseConcern | Case
"""What a call is about; its case, where no concern says more."""


async def cause_of(call: EmergencyCall, case: Case) -> Cause:
    """Of smoke 119 hears when it smoked, and not when she pressed the button since."""
    return await CaseConcern.get_or_none(id=call.told_of) or case


async def describe_call(
    call: EmergencyCall, cause: Cause, *, clock: Clock, ids: Ids
) -> EmergencyEvent:
    """What, where, whom to call and how to get in, whether or not her plan stands at the moment;
    and where her phone was, if she sent that.
    While the key store is down it says what, and nothing else: `is_complete` False. Whatever may be
    wrong with the position costs nothing but that: `lacks_position`."""
    try:
        async with in_transaction():
            opened = await open_for_hand_over(
                HAND_OVER, cause.senior_id, residence_id=call.residence_id, clock=clock, ids=ids
            )
        callees = await callees_for(cause.senior_id, at=clock.now())
        name = await _name_of(cause.senior_id)
    except KeysUnavailable:
        return in_few_words(call, cause)
    event = _event(call, cause, opened, name, callees, is_complete=True)
    return await _with_position(event, call, clock=clock, ids=ids)


def in_few_words(call: EmergencyCall, cause: Cause) -> EmergencyEvent:
    """What it is, where nothing can be opened; it is told again with the rest."""
    return _event(call, cause, HandOver(None, None), None, (), is_complete=False)


async def _with_position(
    event: EmergencyEvent, call: EmergencyCall, *, clock: Clock, ids: Ids
) -> EmergencyEvent:
    """Words that are no position never will be one: nobody waits for them."""
    try:
        async with in_transaction():
            traced = await trace_for_119(HAND_OVER, call.case_id, clock=clock, ids=ids)
        return replace(event, position=await open_position(traced))
    except Exception as fault:
        log.exception("care.position_not_told", exc_info=fault)
        return replace(event, lacks_position=not isinstance(fault, ValueError))


async def _name_of(person_id: UUID) -> str | None:
    card = (await identity.people([person_id])).get(person_id)
    return card.display_name if card is not None else None


def _event(
    call: EmergencyCall,
    cause: Cause,
    opened: HandOver,
    name: str | None,
    callees: tuple[Callee, ...],
    *,
    is_complete: bool,
) -> EmergencyEvent:
    observed_at: datetime = cause.observed_at
    return EmergencyEvent(
        call_id=call.id,
        kind=call.kind,
        observed_at=observed_at,
        late=cause.late,
        confirmed_by_human=call.confirmed_by is not None,
        name=name,
        address=opened.address,
        key_box_note=opened.key_box_note,
        callees=callees,
        is_complete=is_complete,
    )
