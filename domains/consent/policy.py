"""Who may decide about a person's consent. Pure."""

from dataclasses import dataclass

AGE_OF_OWN_CONSENT = 14
"""Completed years (만 나이). 위치정보법 §25, 개인정보보호법 §22의2."""


@dataclass(frozen=True, slots=True)
class Decider:
    """The actor as seen from the subject; `subject_age` is None where no birth date is known."""

    is_subject: bool
    is_guardian: bool
    subject_age: int | None


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
    """What stands and who looked: the person at any age, and their guardian."""
    return decider.is_subject or decider.is_guardian
