"""Who may decide about a person's consent, and until when that word stands. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time

from domains.kernel.clock import SEOUL

AGE_OF_OWN_CONSENT = 14
"""Completed years (만 나이). 위치정보법 §25, 개인정보보호법 §22의2."""


@dataclass(frozen=True, slots=True)
class Decider:
    """The actor as seen from the subject; `subject_age` is None where no birth date is known.

    `own_word_from` is when the subject's own word begins and a guardian's ends.
    """

    is_subject: bool
    is_guardian: bool
    subject_age: int | None
    own_word_from: datetime | None = None


def own_word_from(birth_date: date) -> datetime:
    """The midnight in Osan with which the fourteenth birthday begins.

    Born on 29 February, one completes a year with the last day of February where there is no 29th
    (민법 §160③): fourteen begins on 1 March.
    """
    year = birth_date.year + AGE_OF_OWN_CONSENT
    try:
        day = birth_date.replace(year=year)
    except ValueError:
        day = date(year, 3, 1)
    return datetime.combine(day, time.min, SEOUL)


def may_grant(decider: Decider) -> bool:
    """A guardian for a child under fourteen; from fourteen on the person alone.

    Without a known birth date nobody may: a child could pass for an adult, and a guardian for
    somebody who is grown up. What is asked here is a location, so the safe answer is no.
    """
    if decider.subject_age is None:
        return False
    if decider.subject_age < AGE_OF_OWN_CONSENT:
        return decider.is_guardian
    return decider.is_subject


def may_withdraw(decider: Decider) -> bool:
    """Whoever may grant, and the subject at any age: a "no" needs no guardian."""
    return decider.is_subject or may_grant(decider)


def may_see(decider: Decider) -> bool:
    """What stands and who looked: the person at any age, and the guardian of a child under 14.

    From fourteen on a guardian has no right of access: 개인정보보호법 §38②, 위치정보법 §25. Of
    somebody whose birth date nobody knows the guardian sees on, and decides nothing.
    """
    if decider.is_subject:
        return True
    age = decider.subject_age
    return decider.is_guardian and (age is None or age < AGE_OF_OWN_CONSENT)
