"""What a correction puts right."""

from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

import orjson
from pydantic import TypeAdapter

from domains.governance.vocabulary import CorrectedField
from domains.kernel import personal
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Change:
    """Which field, what it should say, and what shows that (a register, a certificate)."""

    what: CorrectedField
    value: str = field(repr=False)
    evidence: str = field(default="", repr=False)

    @property
    def is_readable(self) -> bool:
        """Whether `value` is a value of its field: a birth date is an ISO 8601 date."""
        match self.what:
            case CorrectedField.BIRTH_DATE:
                return _is_date(self.value)
            case CorrectedField.LOCALE:
                return self.value in set(Locale)
            case CorrectedField.DISPLAY_NAME:
                return 0 < len(self.value.strip()) <= 80
            case CorrectedField.OTHER:
                return bool(self.value.strip())


async def seal_change(subject_id: UUID, change: Change | None) -> bytes | None:
    """As a column keeps it."""
    if change is None:
        return None
    return await personal.seal(subject_id, orjson.dumps(asdict(change)).decode())


async def reveal_change(subject_id: UUID, sealed: bytes | None) -> Change | None:
    """None where none was stated, or the person is forgotten."""
    text = await personal.reveal(subject_id, sealed) if sealed is not None else None
    return None if text is None else TypeAdapter(Change).validate_json(text)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
