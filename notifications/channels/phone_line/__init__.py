"""Text messages and calls, by one documented HTTP adapter: README.md is the contract."""

from notifications.channels.phone_line.ask import welcome
from notifications.channels.phone_line.call_answer import CallAnswer, read_call_answer
from notifications.channels.phone_line.channel import PhoneLine, open_phone_lines
from notifications.channels.phone_line.report import (
    MOST_REPORTS,
    Report,
    ReportStatus,
    UnreadableReports,
    read_reports,
)
from notifications.channels.phone_line.signatures import (
    BadSignature,
    Signer,
    SigningKey,
    UnfitSecretError,
    Verifier,
    shared_secret,
)

__all__ = [
    "MOST_REPORTS",
    "BadSignature",
    "CallAnswer",
    "PhoneLine",
    "Report",
    "ReportStatus",
    "Signer",
    "SigningKey",
    "UnfitSecretError",
    "UnreadableReports",
    "Verifier",
    "open_phone_lines",
    "read_call_answer",
    "read_reports",
    "shared_secret",
    "welcome",
]
