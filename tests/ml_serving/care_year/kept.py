"""What was told of a street, kept on disk: a year that was cut off goes on where it stood."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from tests.ml_serving.care_year.told import Told

Street = dict[str, list[Told]]
"""By way of looking after them, the homes in the order of their seeds."""
STREET: Final = TypeAdapter(Street)


def kept_or_lived(page: Path, live: Callable[[], Street]) -> Street:
    """`page` appears whole or not at all. Whoever changes the judgement takes another folder: what
    is kept does not know by which it was lived."""
    if page.exists():
        return STREET.validate_json(page.read_bytes())
    lived = live()
    draft = page.with_suffix(".draft")
    draft.write_bytes(STREET.dump_json(lived))
    draft.replace(page)
    return lived
