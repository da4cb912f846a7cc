"""Whose word about her counts without hers: that she is away, that somebody is with her."""

from datetime import datetime
from uuid import UUID

from domains.care.people.access import is_of_centre
from domains.care.people.models import Enrolment
from domains.care.people.read_plans import contacts_of
from domains.identity import public as identity
from domains.identity.public import SharingScope
from domains.kernel.actor import Actor


async def speaks_for_her(actor: Actor, enrolment: Enrolment, *, at: datetime) -> bool:
    """Within a transaction: she herself, a contact who sees her check-ins, her centre. Such a word
    silences questions and ends cases; whom she has shut out of them says it no more."""
    if actor.speaks_for == enrolment.senior_id:
        return True
    if actor.person_id is None or actor.stand_in_id is not None:
        return False
    if await _is_contact_who_sees(actor.person_id, enrolment.senior_id, at=at):
        return True
    return await is_of_centre(actor.person_id, enrolment.centre_id, at=at)


async def _is_contact_who_sees(person_id: UUID, senior_id: UUID, *, at: datetime) -> bool:
    contacts = (await contacts_of([senior_id], at=at))[senior_id]
    if person_id not in {contact.person_id for contact in contacts}:
        return False
    return await identity.may_see(
        holder_id=person_id, subject_id=senior_id, scope=SharingScope.CHECK_INS, at=at
    )
