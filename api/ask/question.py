"""What somebody at a terminal wants to know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One operation, asked by one demo citizen.

    `given` holds variables as typed, `name=value`; `only` is a path into the answer, `me.id`.
    """

    citizen: str
    operation: str
    about: str | None = None
    given: tuple[str, ...] = ()
    only: str | None = None


class MistypedQuestionError(Exception):
    """The question cannot be understood; the text says what would be."""
