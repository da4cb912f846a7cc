"""Nothing about a person reaches a log, not even by accident.

Two nets: values under a name that means personal data or a secret are replaced whole; in every
other text, what looks like a coordinate, a phone number, an address, a token or a resident
registration number is blotted out. Logs speak of ids, counts and reasons.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from structlog.typing import EventDict, WrappedLogger

HIDDEN = "[hidden]"

_PERSONAL = """
name given_name family_name nickname full_name display_name birth_date birthdate birthday age
gender phone phone_number mobile email address street rrn
lat lon lng latitude longitude position positions location point points fix fixes geometry
accuracy speed heading altitude place_name ssid bssid
title body text message_text payload data note comment query query_string variables document
ip ip_address client_ip remote_addr user_agent
"""
_CONFIDENTIAL = """
password passwd secret client_secret authorization cookie set_cookie token access_token
refresh_token id_token push_token registration_token fid code code_verifier nonce
credential credentials credentials_json signing_key private_key api_key
"""
_QUOTING = "exc_value exc_notes"
"""Drivers and validators quote what they choked on; the type and the frames tell enough."""
_NAMES = frozenset(f"{_PERSONAL} {_CONFIDENTIAL} {_QUOTING}".split())

_TELLTALES = re.compile(
    r"""
      (?P<database_detail> DETAIL: .*)                            # PostgreSQL quotes the row here
    | (?P<jwt> \beyJ[\w-]+\.[\w-]+\.[\w-]*)
    | (?P<bearer> (?<=Bearer\ ) [^\s"']+)
    | (?P<userinfo> (?<=://) [^\s/@:]*:[^\s/@]+ (?=@))
    | (?P<email> [\w.+-]+@[\w-]+\.[\w.]+)
    | (?P<resident_number> \b\d{6}-?[1-8]\d{6}\b)
    | (?P<phone> (?:\+82[\s-]?|\b0)1\d[\s-]?\d{3,4}[\s-]?\d{4}\b)
    | (?P<coordinate> (?<![\w.]) -?\d{1,3}\.\d{4,} (?![\w.]))
    | (?P<query_string> (?<=\w)\?[\w%.~-]+=[^\s"']*)
    """,
    re.VERBOSE | re.DOTALL,
)


def unquote_exceptions(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take an exception's own words out of the sentence about it: libraries format them in.

    Stands before what renders the exception, where its type and its frames remain.
    """
    if isinstance(sentence := event.get("event"), str):
        for words in _words_of(event.get("exc_info")):
            sentence = sentence.replace(words, HIDDEN)
        event["event"] = sentence
    return event


def _words_of(exc_info: object) -> Iterator[str]:
    if exc_info is True:
        exc_info = sys.exc_info()[1]
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if isinstance(error, BaseException):
        yield from filter(None, (str(error), *map(str, error.args)))


def hide_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The structlog processor; stands last before the renderer, behind everything that adds."""
    return {key: HIDDEN if _names_a_person(key) else _clean(value) for key, value in event.items()}


def blot(text: str) -> str:
    """`text` without what looks like personal data or a secret."""
    return _TELLTALES.sub(HIDDEN, text)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return blot(value)
    if isinstance(value, Mapping):
        return {
            key: HIDDEN if _names_a_person(str(key)) else _clean(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return blot(str(value))


def _names_a_person(key: str) -> bool:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower().replace("-", "_")
    return snake in _NAMES
