"""Pure decisions about telephone numbers: which we can use, by which ways, and for how long a code
is good."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

REGION = "KR"
"""Numbers are read as they are dialled here, and only those of here are used: the provider is a
domestic one, and codes sent abroad at the city's cost are a known fraud."""

MOST_NUMBERS = 3
CODE_LIVES = timedelta(minutes=5)
CODE_TRIES = 5
ASK_AGAIN_AFTER = timedelta(minutes=1)
UNPROVED_KEPT = timedelta(days=1)


class LineKind(StrEnum):
    """A way to reach a telephone."""

    SMS = "sms"
    VOICE = "voice"


class Unusable(StrEnum):
    """Why a number is not taken."""

    NO_NUMBER = "no_number"
    ABROAD = "abroad"
    NOBODYS = "nobodys"
    """A service's or a premium number: no person answers there."""


WAYS = {
    PhoneNumberType.MOBILE: frozenset(LineKind),
    PhoneNumberType.FIXED_LINE_OR_MOBILE: frozenset(LineKind),
    PhoneNumberType.FIXED_LINE: frozenset({LineKind.VOICE}),
    PhoneNumberType.VOIP: frozenset({LineKind.VOICE}),
}


@dataclass(frozen=True, slots=True)
class UsableNumber:
    """A number in E.164 (ITU-T), and the ways that it takes."""

    e164: str = field(repr=False)
    ways: frozenset[LineKind]


def read_number(typed: str) -> UsableNumber | Unusable:
    """What somebody typed, however they group it: `010-1234-5678`, `+82 10 1234 5678`."""
    try:
        number = phonenumbers.parse(typed, REGION)
    except NumberParseException:
        return Unusable.NO_NUMBER
    if not phonenumbers.is_valid_number(number) or number.extension:
        return Unusable.NO_NUMBER
    if phonenumbers.region_code_for_number(number) != REGION:
        return Unusable.ABROAD
    ways = WAYS.get(phonenumbers.number_type(number))
    if ways is None:
        return Unusable.NOBODYS
    return UsableNumber(phonenumbers.format_number(number, PhoneNumberFormat.E164), ways)


def masked(e164: str) -> str:
    """As its owner recognises it and nobody else learns it: `+82 ** **** 5678`."""
    return f"{e164[:3]} ** **** {e164[-4:]}"


def may_ask_again(asked_at: datetime, *, now: datetime) -> bool:
    """A second code comes a minute after the first at the earliest."""
    return now >= asked_at + ASK_AGAIN_AFTER


def code_counts(*, ends_at: datetime | None, tries: int, now: datetime) -> bool:
    """Whether a code may still be typed: in time, and not guessed at too often."""
    return ends_at is not None and now < ends_at and tries < CODE_TRIES
