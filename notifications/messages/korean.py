"""Korean particles follow the sound that the noun ends in."""

from typing import Final

_FIRST_SYLLABLE, _LAST_SYLLABLE = ord("가"), ord("힣")
_FINALS = 28
_RIEUL: Final = 8
_NO_FINAL: Final = 0
_DIGIT_FINALS = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
"""The final consonants of 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구."""


class Noun(str):
    """A name that knows its particle: `f"{Noun('지훈'):이/가}"` is "지훈이".

    The format is `with final/without final`; without one the noun stands alone.
    """

    __slots__ = ()

    def __format__(self, particles: str) -> str:
        return str(self) + particle(str(self), particles) if particles else str(self)


def particle(noun: str, particles: str) -> str:
    """The fitting one of "이/가", "은/는", "으로/로"…; both, as in "이(가)", where unknowable."""
    with_final, _, without_final = particles.partition("/")
    final = _final_consonant(noun)
    if final is None:
        return f"{with_final}({without_final})"
    if final == _NO_FINAL or (final == _RIEUL and with_final == "으로"):
        return without_final
    return with_final


def _final_consonant(noun: str) -> int | None:
    """Index of the last syllable's final consonant in Unicode's order; None if not Korean."""
    last = noun.rstrip(" )]”’\"'.")[-1:]
    if last in _DIGIT_FINALS:
        return _DIGIT_FINALS[last]
    if last and _FIRST_SYLLABLE <= ord(last) <= _LAST_SYLLABLE:
        return (ord(last) - _FIRST_SYLLABLE) % _FINALS
    return None
