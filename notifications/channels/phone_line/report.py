"""What the provider reports afterwards, read with care. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from notifications.channels.phone_line.call_answer import CallAnswer, read_call_answer

MOST_REPORTS: Final = 200
UUID_FORM: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class ReportStatus(StrEnum):
    """How it went with a message or call."""

    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    ANSWERED = "answered"
    """To a question; with the answer."""
    FAILED = "failed"


class UnreadableReports(ValueError):
    """Not the JSON of README.md."""


@dataclass(frozen=True, slots=True)
class Report:
    """One message or call: which delivery, and how it went."""

    event_id: UUID
    line_id: UUID
    status: ReportStatus
    reason: str | None
    at: datetime
    answer: CallAnswer | None = None


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(pattern=rf"^{UUID_FORM}:{UUID_FORM}$")]
    status: ReportStatus
    reason: Annotated[str | None, Field(pattern=r"^[a-z0-9_]{1,40}$")] = None
    at: datetime
    answer: object = None


class _Body(BaseModel):
    reports: Annotated[list[_Said], Field(min_length=1, max_length=MOST_REPORTS)]


def read_reports(body: bytes) -> list[Report]:
    """At most MOST_REPORTS. Raises UnreadableReports."""
    try:
        said = _Body.model_validate_json(body).reports
    except ValidationError as wrong:
        raise UnreadableReports("not the reports that were agreed upon") from wrong
    return [_report(each) for each in said]


def _report(said: _Said) -> Report:
    if said.at.tzinfo is None:
        raise UnreadableReports("a time without its zone")
    event_id, _, line_id = said.id.partition(":")
    answer = read_call_answer(said.answer) if said.status is ReportStatus.ANSWERED else None
    return Report(UUID(event_id), UUID(line_id), said.status, said.reason, said.at, answer)
