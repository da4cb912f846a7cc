"""Why somebody did something: a code of a short catalogue, never a text."""

from enum import StrEnum
from uuid import UUID

from domains.kernel.actor import Actor


class Why(StrEnum):
    """The reasons that the audit knows. Add one where none fits; never reuse a code."""

    OWN_AFFAIR = "own_affair"
    FAMILY = "family"
    """As somebody's parent, guardian or chosen person."""
    ON_BEHALF = "on_behalf"
    """For somebody who cannot do it alone: the entry names whom."""
    DUTY = "duty"
    """An office's ordinary work."""
    EMERGENCY = "emergency"
    RIGHTS_REQUEST = "rights_request"
    """A person asked for what the law grants (개인정보보호법 §35–38)."""
    REVIEW = "review"
    """Looking at the records themselves."""
    AUTOMATIC = "automatic"
    """A timer or a reaction of the system."""


def presumed_why(actor: Actor, subject_id: UUID | None) -> Why:
    """What actor and subject alone let one assume."""
    if actor.on_behalf_of is not None:
        return Why.ON_BEHALF
    if actor.person_id is None:
        return Why.AUTOMATIC if actor.system is not None else Why.OWN_AFFAIR
    if subject_id == actor.person_id:
        return Why.OWN_AFFAIR
    if actor.roles:
        return Why.DUTY
    return Why.OWN_AFFAIR if subject_id is None else Why.FAMILY
