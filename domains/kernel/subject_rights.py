"""What every domain hands to the rights desk: how to show, and how to erase, one person's data.

개인정보보호법 §35 (access), §35의2 (portability), §36 (erasure). Each domain answers for its own
tables in `export_person.py` and `erase_person.py`; `api.bootstrap` registers them.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that belongs to a row: `name` is its own in the copy, and stands in the row.

    It lies in the object store as `stored`, locked under `key`.
    """

    name: str
    stored: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of a person's data, as rows that a human reads.

    `name` is `<domain>.<noun>`; the keys of `rows` are plain words. Values are what JSON and a
    printed page can show: texts, numbers, dates, moments, or None. Pictures come as `files`.
    """

    name: str
    rows: Sequence[Mapping[str, object]]
    files: Sequence[AttachedFile] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays after an erasure, because a law says so: told to the person.

    `what` is `<domain>.<noun>`, `law` an article; `until` is the last day, None for no fixed one.
    """

    what: str
    rows: int
    law: str
    until: date | None


Exporter = Callable[[UUID], Awaitable[Sequence[Section]]]
"""Reads all that a domain holds of one person, within the caller's transaction if any."""

PersonEraser = Callable[[UUID, datetime], Awaitable[Sequence[Kept]]]
"""Deletes all that a domain holds of one person, as of a moment, in the open transaction."""
