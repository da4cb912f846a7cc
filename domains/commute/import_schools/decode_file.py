"""From bytes to text, strictly: a file is read in its own encoding or not at all."""

import codecs
from dataclasses import dataclass
from enum import StrEnum

LARGEST_BYTES = 64 * 1024 * 1024
"""The national file of all schools is about 3 MB; a hundred times that is a mistake."""


class FileFault(StrEnum):
    """Why a file is not read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UTF_16 = "utf_16"
    NOT_TEXT = "not_text"
    UNKNOWN_ENCODING = "unknown_encoding"
    UNKNOWN_COLUMNS = "unknown_columns"


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that cannot be read, why, and what to do about it."""

    fault: FileFault
    remedy: str


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file and the encoding it turned out to be in."""

    text: str
    encoding: str


def decode_file(data: bytes) -> DecodedText | RefusedFile:
    """The text of `data`, in UTF-8 (with or without a byte order mark) or CP949.

    UTF-8 is tried first: Korean in CP949 is practically never valid UTF-8, while much UTF-8
    would pass as CP949 mojibake.
    """
    fault = _not_worth_decoding(data)
    if fault is not None:
        return fault
    readable_until = 0
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return DecodedText(data.decode(encoding), encoding)
        except UnicodeDecodeError as error:
            readable_until = max(readable_until, error.start)
    line = data.count(b"\n", 0, readable_until) + 1
    return RefusedFile(
        FileFault.UNKNOWN_ENCODING,
        f"line {line} is neither UTF-8 nor CP949: save the file again as CSV UTF-8",
    )


def _not_worth_decoding(data: bytes) -> RefusedFile | None:
    if not data.strip():
        return RefusedFile(FileFault.EMPTY, "the file has no content: download it again")
    if len(data) > LARGEST_BYTES:
        return RefusedFile(FileFault.TOO_LARGE, f"more than {LARGEST_BYTES} bytes: split the file")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return RefusedFile(FileFault.UTF_16, "the file is UTF-16: save it as CSV UTF-8")
    if b"\0" in data:
        return RefusedFile(
            FileFault.NOT_TEXT, "the file is not text: export the spreadsheet as CSV first"
        )
    return None
