"""The memory of a home as text, to be sealed for her who lives there."""

from typing import Final

from pydantic import TypeAdapter, ValidationError

from domains.care.judgement.memory import Remembered

CONTEXT: Final = "care.memory"
"""A sealed memory opens as nothing else."""

_memory: Final = TypeAdapter(Remembered)


def text_of(home: Remembered) -> str:
    return _memory.dump_json(home).decode()


def memory_of(text: str) -> Remembered | None:
    """None where it is another release's: the home is then begun anew from the signs kept."""
    try:
        return _memory.validate_json(text)
    except ValidationError:
        return None
