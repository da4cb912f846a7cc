"""Pure words and decisions about stand-in accounts."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from domains.kernel.actor import Role

STAFF = (Role.CENTRE_STAFF, Role.CENTRE_MANAGER)
"""Of the very centre that runs the account."""

SITTING = timedelta(minutes=20)
"""So long one proof of the person's presence at the desk is good for."""


class ProofKind(StrEnum):
    """What the person showed. Its number is never written down, only where it was seen."""

    ID_CARD = "id_card"
    WELFARE_CARD = "welfare_card"
    PASSPORT = "passport"
    KNOWN_TO_STAFF = "known_to_staff"


@dataclass(frozen=True, slots=True)
class Witnessed:
    """Where a stand-in account comes from, and who has vouched for it so far."""

    opened_by: UUID
    spoken: bool
    witnessed_by: UUID | None = None

    @property
    def stands(self) -> bool:
        """Two of staff saw the proof, or one did and the person's spoken word is on record."""
        return self.spoken or self.witnessed_by is not None


def may_witness(state: Witnessed, by: UUID) -> bool:
    """The second pair of eyes is another's, and is needed once."""
    return not state.stands and by != state.opened_by
