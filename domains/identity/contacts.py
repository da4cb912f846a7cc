"""Telephone numbers: where somebody is written to or called when no push reaches them."""

from domains.identity.add_contact_number import (
    AddNumberOutcome,
    CodeJustSent,
    NumberAdded,
    NumberUnusable,
    TooManyNumbers,
    add_contact_number,
)
from domains.identity.contact_lines import (
    ContactLine,
    OpenLine,
    contact_lines_of,
    open_contact_lines,
)
from domains.identity.contact_numbers import ContactNumberView, contact_numbers_of
from domains.identity.contact_policy import LineKind, Unusable
from domains.identity.issue_contact_code import IssuedCode, issue_contact_code
from domains.identity.remove_contact_number import remove_contact_number
from domains.identity.verify_contact_number import (
    CodeOver,
    NoSuchNumber,
    NumberVerified,
    VerifyOutcome,
    WrongCode,
    verify_contact_number,
)
from domains.identity.who_calls import who_calls_from

__all__ = [
    "AddNumberOutcome",
    "CodeJustSent",
    "CodeOver",
    "ContactLine",
    "ContactNumberView",
    "IssuedCode",
    "LineKind",
    "NoSuchNumber",
    "NumberAdded",
    "NumberUnusable",
    "NumberVerified",
    "OpenLine",
    "TooManyNumbers",
    "Unusable",
    "VerifyOutcome",
    "WrongCode",
    "add_contact_number",
    "contact_lines_of",
    "contact_numbers_of",
    "issue_contact_code",
    "open_contact_lines",
    "remove_contact_number",
    "verify_contact_number",
    "who_calls_from",
]
