"""What fits into a text message, as Korean carriers and 3GPP TS 23.038 count. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

SMS_BYTES: Final = 90
LMS_BYTES: Final = 2_000
SUBJECT_BYTES: Final = 40
SMS_UNITS: Final = 70
LMS_UNITS: Final = 1_000
"""UTF-16 code units: 140 octets of UCS-2 (3GPP TS 23.038), and what a long message joins."""

CUT: Final = "…"


class Form(StrEnum):
    SMS = "sms"
    LMS = "lms"


class Charset(StrEnum):
    EUC_KR = "euc-kr"
    UCS_2 = "ucs-2"


@dataclass(frozen=True, slots=True)
class ShortText:
    """A message as it goes out; a subject has only the long form."""

    form: Form
    charset: Charset
    subject: str | None = field(repr=False)
    text: str = field(repr=False)


def shorten(*, sender: str, title: str, body: str) -> ShortText:
    """One line if it fits the short form, else the long one with the title as its subject.

    `sender` comes first: a text message shows a number and no name.
    """
    whole = f"[{sender}] {title}\n{body}"
    charset = Charset.EUC_KR if _size(whole, Charset.EUC_KR) is not None else Charset.UCS_2
    short, long = _limits(charset)
    if _sized(whole, charset) <= short:
        return ShortText(Form.SMS, charset, None, whole)
    subject = cut(f"[{sender}] {title}", charset, SUBJECT_BYTES)
    return ShortText(Form.LMS, charset, subject, cut(whole, charset, long))


def cut(text: str, charset: Charset, most: int) -> str:
    """As many whole characters as fit, and a sign that there was more."""
    if _sized(text, charset) <= most:
        return text
    kept = text
    while kept and _sized(kept + CUT, charset) > most:
        kept = kept[:-1]
    return kept + CUT


def _limits(charset: Charset) -> tuple[int, int]:
    if charset is Charset.EUC_KR:
        return SMS_BYTES, LMS_BYTES
    return SMS_UNITS, LMS_UNITS


def _sized(text: str, charset: Charset) -> int:
    size = _size(text, charset)
    assert size is not None, "the charset was chosen by the whole text"
    return size


def _size(text: str, charset: Charset) -> int | None:
    """Bytes or code units; None for what the charset cannot write."""
    if charset is Charset.UCS_2:
        return len(text.encode("utf-16-le")) // 2
    try:
        return len(text.encode("euc_kr"))
    except UnicodeEncodeError:
        return None
