"""What a replay leaves where it lies, by why."""

from collections import Counter
from collections.abc import Iterable

from notifications.dead_letters.dead_letter import DeadLetter, Hindrance


def left_of(letters: Iterable[DeadLetter]) -> Counter[Hindrance]:
    """Those that something hinders."""
    return Counter(each.hindrance for each in letters if each.hindrance is not None)
