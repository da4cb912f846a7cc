"""What was said or pressed, before anybody knows what it means."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key of a telephone."""

    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words as somebody's speech recognition understood them; `confidence` from 0 to 1."""

    text: str = field(repr=False)
    confidence: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """Somebody took the call, and neither pressed a key nor said a word."""


Said = KeyPressed | Spoken | Nothing
