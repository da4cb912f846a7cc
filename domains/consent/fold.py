"""What stands by the ledger: the entries of one subject, read in order. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domains.consent.catalogue import Purpose


class Action(StrEnum):
    """What a ledger entry says."""

    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    RECONFIRMED = "reconfirmed"
    ASKED = "asked"


class Because(StrEnum):
    """Which rule an entry rests on; of a grant, which rule will end it."""

    AGE = "age"
    TERM = "term"
    TEXT = "text"
    SILENCE = "silence"
    YES = "yes"
    NO = "no"
    UNSERVED = "unserved"
    """Whoever was to serve it could not: an application was declined."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A consent that stands: to which text, and until when at most (None: no end in sight).

    `asked` is the newer text about which the question was put, 0 where none was.
    """

    version: int
    until: datetime | None = None
    because: Because | None = None
    asked: int = 0


Stands = Mapping[Purpose, Stand]


@dataclass(frozen=True, slots=True)
class Word:
    """As much of a ledger entry as decides what stands."""

    purpose: Purpose
    action: Action
    text_version: int
    because: Because | None = None
    stands_until: datetime | None = None


def fold(words: Iterable[Word]) -> dict[Purpose, Stand]:
    """The ledger's last word on each purpose. The words are in the ledger's order."""
    stands: dict[Purpose, Stand] = {}
    for word in words:
        before = stands.pop(word.purpose, None)
        after = follow(before, word)
        if after is not None:
            stands[word.purpose] = after
    return stands


def follow(before: Stand | None, word: Word) -> Stand | None:
    """What stands of one purpose after one more word about it."""
    match word.action:
        case Action.GRANTED:
            return Stand(word.text_version, word.stands_until, word.because)
        case Action.WITHDRAWN | Action.EXPIRED | Action.LAPSED:
            return None
        case Action.RECONFIRMED:
            return None if word.because is Because.NO else _moved(before, word)
        case Action.ASKED:
            return _shortened(before, word) if before and word.because is Because.TEXT else before


def _moved(stand: Stand | None, word: Word) -> Stand | None:
    """An answer leaves the end where it is; a birth date that was put right states another."""
    if stand is None or word.stands_until is None:
        return stand
    return replace(stand, until=word.stands_until, because=word.because)


def _shortened(stand: Stand, asked: Word) -> Stand:
    """An older text is relied on until the date that its successor states, never longer."""
    stand = replace(stand, asked=max(stand.asked, asked.text_version))
    if asked.stands_until is None or (stand.until and stand.until <= asked.stands_until):
        return stand
    return replace(stand, until=asked.stands_until, because=asked.because)


def over(stands: Stands, *, at: datetime) -> dict[Purpose, Stand]:
    """Those whose end has come; their effect ended with the moment, whoever notices when."""
    return {p: stand for p, stand in stands.items() if stand.until and stand.until <= at}
