"""Words that people type: trimmed, bounded, and never a resident registration number."""

from domains.kernel.resident_numbers import REFUSED, holds_resident_number
from gateway.execution.faults import RequestRefused
from gateway.execution.resident_numbers import ADVICE


def plain_text(said: str, *, what: str, longest: int) -> str:
    """What was said, on one line without control characters.

    Raises RequestRefused: BAD_USER_INPUT for an empty or overlong text, RESIDENT_NUMBER_REFUSED
    for one that shows what looks like such a number (개인정보보호법 §24의2). Neither is repeated.
    """
    text = " ".join(said.split())
    if not text.isprintable() or not 1 <= len(text) <= longest:
        raise RequestRefused(
            f"{what} has 1 to {longest} printable characters.", code="BAD_USER_INPUT"
        )
    if holds_resident_number([text]):
        raise RequestRefused(ADVICE, code=REFUSED)
    return text
