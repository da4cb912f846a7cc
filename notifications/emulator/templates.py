"""A request read once is not read again when only its recipient differs.

A campaign's bodies are equal up to the token. Such a body is cut at its token; when the two
pieces were seen before, the checks that they passed hold for it too: JSON within a string does
not depend on the string, no check but the recipient's own looks at it, and any other body is
read in full.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notifications.emulator.fcm_v1 import PAYLOAD_BYTES, Sending, read_sending
from notifications.emulator.message import Message
from notifications.emulator.phone import Platform, Readings, read
from notifications.emulator.status import Violation

FIELDS = ("fid", "token")
PLAIN = re.compile(rb"[A-Za-z0-9_:.\-]+")
"""Tokens that are the same bytes in JSON as in memory, and that no check refuses."""

PROBE = b"probe-of-the-emulator"
KEPT = 2048
Pieces = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Template:
    """What a body says, whoever its recipient is."""

    field: str
    body: Mapping[str, Any]
    validate_only: bool
    event_id: str | None
    readings: Readings

    def address(self, token: str) -> Sending:
        return Sending(
            token,
            {**self.body, self.field: token},
            self.validate_only,
            self.event_id,
            self.readings,
        )


class Templates:
    """Reads sends. A pair of pieces becomes a template when it is met a second time."""

    def __init__(self) -> None:
        self._known: dict[Pieces, Template | None] = {}

    def read(self, raw: bytes) -> Sending | Violation:
        cut = _cut(raw)
        if cut is None:
            return read_sending(raw)
        before, token, after, field = cut
        pieces = before, after
        template = self._known.get(pieces)
        if template is not None:
            return template.address(token.decode())
        return self._meet(raw, pieces, field)

    def _meet(self, raw: bytes, pieces: Pieces, field: str) -> Sending | Violation:
        sending = read_sending(raw)
        if isinstance(sending, Violation):
            return sending
        if pieces in self._known:
            self._known[pieces] = _template_of(sending, pieces, field)
        else:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[pieces] = None
        return sending


def _cut(raw: bytes) -> tuple[bytes, bytes, bytes, str] | None:
    """Before the token, the token, what follows, and which field it is."""
    if len(raw) > PAYLOAD_BYTES:
        return None
    for field, name in _NAMES:
        at = raw.find(name)
        if at >= 0:
            at += len(name)
            end = raw.find(b'"', at)
            token = raw[at:end]
            plain = end > 0 and PLAIN.fullmatch(token)
            return (raw[:at], token, raw[end:], field) if plain else None
    return None


_NAMES = tuple((field, f'"{field}":"'.encode()) for field in FIELDS)


def _template_of(sending: Sending, pieces: Pieces, field: str) -> Template | None:
    """None unless the cut lies at the recipient: another one in its place must change nothing."""
    probed = read_sending(PROBE.join(pieces))
    rest = _without(sending, field)
    if isinstance(probed, Violation) or probed.target.encode() != PROBE:
        return None
    if rest != _without(probed, field):
        return None
    return Template(field, rest, sending.validate_only, sending.event_id, _readings(sending))


def _without(sending: Sending, field: str) -> dict[str, Any]:
    return {name: value for name, value in sending.body.items() if name != field}


def _readings(sending: Sending) -> Readings:
    """What each kind of phone makes of it, where the message's id plays no part in that."""
    found: Readings = {}
    for platform in Platform:
        one, other = (read(platform, Message(name, sending.body, 0.0)) for name in ("a", "b"))
        if one == other:
            found[platform] = one
    return found
