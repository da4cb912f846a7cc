"""Who is on a crossing: what the model sees, or no claim."""

from dataclasses import dataclass
from typing import Final

from domains.civic.ports import CrossingEyes, Sighting
from domains.kernel.provenance import Fallback, NoAnswer

RULE: Final = "no-claim"


@dataclass(frozen=True, slots=True)
class NoClaim:
    """Nothing was seen because nobody looked: radar, signal and the fixed rules decide alone.

    It is not an empty `Sighting`, and the types see to it: a rule that frees a crossing must not
    take one for the other.
    """

    by: Fallback


async def look_at_crossing(
    *, eyes: CrossingEyes, frame: bytes, within_s: float
) -> Sighting | NoClaim:
    """Takes no longer than `within_s` seconds; a frame that is older says nothing any more."""
    match await eyes.look(frame, within_s=within_s):
        case NoAnswer(reason):
            return NoClaim(Fallback(RULE, reason))
        case sighting:
            return sighting
