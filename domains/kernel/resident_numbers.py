"""Resident registration numbers (주민등록번호) are refused at every input."""

import re
from collections.abc import Iterable

PATTERN = re.compile(
    r"(?<![\d.])\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\s?[-‐–—]?\s?[1-8]\d{6}(?!\d)"
)
"""Birth date, an optional dash, then century-and-sex digit and six more. Numbers issued since
October 2020 have no check digit, so shape is all there is to see."""


def holds_resident_number(cells: Iterable[str]) -> bool:
    """Whether any cell shows what looks like a resident registration number."""
    return any(PATTERN.search(cell) for cell in cells)
