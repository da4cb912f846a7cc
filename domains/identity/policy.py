"""Pure decisions: who may tie people together, who may untie them, and how old somebody is."""

from datetime import date, datetime, timedelta
from uuid import UUID

from domains.identity.vocabulary import RelationKind
from domains.kernel.actor import Actor, Role

ENDED_BY_SUBJECT = frozenset({RelationKind.SENIOR_GUARDIAN})
"""An adult dismisses their guardian themselves; a child cannot dismiss a parent."""


def may_end_own_relation(
    actor: Actor, *, kind: RelationKind, holder_id: UUID, subject_id: UUID
) -> bool:
    """The system may; the holder may step down; an adult subject may dismiss.

    Those who may give a tie may take it back too: see `end_relation`.
    """
    if actor.system is not None:
        return True
    speaker = actor.speaks_for
    if speaker is None:
        return False
    return speaker == holder_id or (kind in ENDED_BY_SUBJECT and speaker == subject_id)


def may_manage_device(
    actor: Actor, *, owner_id: UUID, is_guardian_of_owner: bool, owner_is_young: bool
) -> bool:
    """A device is handled by its owner, by the guardian of an owner under 14, or by the system.

    What tells of somebody of 14 where they are is their own affair: a parent neither hangs a
    tracker on them nor takes their phone out of use.
    """
    if actor.system is not None or Role.OPERATOR in actor.roles:
        return True
    if actor.person_id is None:
        return False
    return actor.person_id == owner_id or (is_guardian_of_owner and owner_is_young)


ENDED_BY_OWNER, ENDED_BY_GUARDIAN, ENDED_BY_STAFF = (
    "ended_by_owner",
    "ended_by_guardian",
    "ended_by_staff",
)

ANSWERS_FOR_ONESELF_FROM = 14
"""개인정보보호법 §22-2: below this age the legal guardian decides."""


def may_end_session(
    actor: Actor, *, owner_id: UUID, is_guardian_of_owner: bool, owner_is_young: bool
) -> str | None:
    """Why somebody may end a session, or None: its owner, a guardian of a child under 14, staff.

    Where somebody of 14 is signed in is their own affair; of an unknown age too.
    """
    if actor.person_id == owner_id:
        return ENDED_BY_OWNER
    if actor.system is not None or Role.OPERATOR in actor.roles:
        return ENDED_BY_STAFF
    return ENDED_BY_GUARDIAN if is_guardian_of_owner and owner_is_young else None


def is_young(birth_date: date | None, day: date) -> bool:
    """Known to be under 14."""
    return birth_date is not None and age_on(birth_date, day) < ANSWERS_FOR_ONESELF_FROM


def granter(actor: Actor) -> str:
    """How a row remembers who decided: a person's id, or `system:<name>`."""
    return f"system:{actor.system}" if actor.system else str(actor.person_id)


def age_on(birth_date: date, day: date) -> int:
    """Age in completed years (만 나이, 민법 §158).

    Born on 29 February, one is a year older on 1 March of a common year: the term ends with
    the last day of February (민법 §160③).
    """
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def may_link(*proofs: datetime | None, within: timedelta, now: datetime) -> bool:
    """Whether each sign-in is recent enough for one to vouch for the other; None is unknown."""
    return all(proof is not None and now - proof <= within for proof in proofs)
