"""One unmistakable value, and all the clothes in which it may lie about."""

import base64
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from uuid import UUID

Value = str | float | date | UUID


@dataclass(frozen=True, slots=True)
class Canary:
    """`sealed` ones may lie nowhere in the clear, not even before anybody is erased."""

    whose: str
    what: str
    value: Value
    sealed: bool = False

    @property
    def name(self) -> str:
        return f"{self.whose}: {self.what}"

    def plain(self) -> Iterator[tuple[str, bytes]]:
        """As a program would write it down without meaning to hide it."""
        match self.value:
            case UUID():
                yield "text", str(self.value).encode()
                yield "hex", self.value.hex.encode()
                yield "raw", self.value.bytes
            case float():
                yield "text", eight_decimals(self.value).encode()
                yield "double, little end first", struct.pack("<d", self.value)
                yield "double, big end first", struct.pack(">d", self.value)
            case date():
                yield "text", self.value.isoformat().encode()
                yield "digits", self.value.strftime("%Y%m%d").encode()
            case str():
                yield "text", self.value.encode()

    def forms(self) -> Iterator[tuple[str, bytes]]:
        """Plain, and as transports and dumps disguise it."""
        yield from self.plain()
        for how, plain in list(self.plain()):
            yield f"{how} in hex", plain.hex().encode()
            yield f"{how} in HEX", plain.hex().upper().encode()
            for shift in range(3):
                yield f"{how} in base64 +{shift}", _in_base64(plain, shift)
        if isinstance(self.value, str):
            yield from _dressed(self.value)


def _in_base64(plain: bytes, shift: int) -> bytes:
    """The part of the code that depends on nothing else, `shift` bytes into a longer text."""
    code = base64.b64encode(bytes(shift) + plain).rstrip(b"=")
    uncertain = (shift + len(plain)) % 3 != 0
    return code[(0, 2, 3)[shift] : -1 if uncertain else None]


def _dressed(text: str) -> Iterator[tuple[str, bytes]]:
    yield "UTF-16, little end first", text.encode("utf-16-le")
    yield "UTF-16, big end first", text.encode("utf-16-be")
    escaped = {
        "in an address": quote(text, safe=""),
        "in JSON": json.dumps(text)[1:-1],
        "in a Python text": ascii(text)[1:-1],
        "in Python bytes": repr(text.encode())[2:-1],
    }
    for how, code in escaped.items():
        if code != text:
            yield how, code.encode()
            yield f"{how}, lower", code.lower().encode()
            yield f"{how}, upper", code.upper().replace("\\U", "\\u").replace("\\X", "\\x").encode()


def eight_decimals(coordinate: float) -> str:
    """Cut, never rounded: how every longer text of it begins."""
    return f"{coordinate:.10f}"[:-2]
