"""The only face of the rights desk that others import."""

from domains.governance.vocabulary import (
    Alarm,
    BreachState,
    Capacity,
    CaseKind,
    CaseState,
    CorrectedField,
    ExportState,
    LegalReason,
    Proof,
)

__all__ = [
    "Alarm",
    "BreachState",
    "Capacity",
    "CaseKind",
    "CaseState",
    "CorrectedField",
    "ExportState",
    "LegalReason",
    "Proof",
]
