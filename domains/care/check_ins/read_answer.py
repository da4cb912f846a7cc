"""What an answer in a call means. Pure; uncertainty is never read as reassurance.

"I'm fine" is believed of key 1, and of words every one of which is reassuring or harmless by
`answers/<language>.toml`: whatever else is in a sentence, a negation, a doubt or a name, leaves a
remainder, and a remainder reassures nobody. A call for help counts wherever it stands, however
badly it was understood, and whatever was said beside it.
"""

import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, assert_never

from domains.care.check_ins.said import KeyPressed, Nothing, Said, Spoken
from domains.care.check_ins.vocabulary import Meaning
from domains.kernel.text import Locale

FINE_KEY: Final = "1"
HELP_KEY: Final = "2"

SURE: Final = 0.6
"""Below it a recogniser guesses: fit for concern, not for reassurance."""

LONGEST_BELIEVED: Final = 60
"""Characters without spaces. Who says more than that has something to tell."""

ANSWERS: Final = Path(__file__).parent / "answers"


@dataclass(frozen=True, slots=True)
class Grammar:
    """What is understood of one language."""

    reassuring: tuple[str, ...]
    beside: tuple[str, ...]
    help: tuple[str, ...]
    call_me: tuple[str, ...]


def read_answer(said: Said, *, locale: Locale) -> Meaning:
    """`locale` is the one in which the question was spoken; Korean is understood in each."""
    match said:
        case KeyPressed(key):
            return _of_key(key)
        case Spoken(text, confidence):
            return max(_of_words(text, _grammars(locale)), _of_confidence(confidence))
        case Nothing():
            return Meaning.UNCLEAR
        case unreachable:
            assert_never(unreachable)


def _of_key(key: str) -> Meaning:
    if key == FINE_KEY:
        return Meaning.FINE
    return Meaning.HELP if key == HELP_KEY else Meaning.UNCLEAR


def _of_confidence(confidence: float) -> Meaning:
    """Not a number is not sure either."""
    return Meaning.FINE if confidence >= SURE else Meaning.UNCLEAR


def _of_words(text: str, grammars: Sequence[Grammar]) -> Meaning:
    bare = _bare(text)
    if any(word in bare for grammar in grammars for word in grammar.help):
        return Meaning.HELP
    if any(word in bare for grammar in grammars for word in grammar.call_me):
        return Meaning.CALL_ME
    if "?" in unicodedata.normalize("NFKC", text) or len(bare) > LONGEST_BELIEVED:
        return Meaning.UNCLEAR
    sure = any(_reassures(bare, grammar) for grammar in grammars)
    return Meaning.FINE if sure else Meaning.UNCLEAR


def _bare(text: str) -> str:
    """Letters and digits alone: recognisers put spaces and stops as they please."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum())


def _reassures(bare: str, grammar: Grammar) -> bool:
    """Whether words of the grammar cover all of it, at least one of them a reassuring one."""
    reached = {(0, False)}
    for at in range(len(bare)):
        for reassured in {said for place, said in reached if place == at}:
            reached |= {(end, True) for end in _ends(bare, at, grammar.reassuring)}
            reached |= {(end, reassured) for end in _ends(bare, at, grammar.beside)}
    return (len(bare), True) in reached


def _ends(bare: str, at: int, words: Sequence[str]) -> list[int]:
    return [at + len(word) for word in words if bare.startswith(word, at)]


def _grammars(locale: Locale) -> list[Grammar]:
    return [_read(each) for each in sorted({Locale.KO, locale})]


@cache
def _read(locale: Locale) -> Grammar:
    said = tomllib.loads((ANSWERS / f"{locale}.toml").read_text(encoding="utf-8"))
    return Grammar(**{kind: tuple(_bare(word) for word in words) for kind, words in said.items()})
