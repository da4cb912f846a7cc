"""Resident registration numbers (주민등록번호) are refused at every input.

개인정보보호법 §24의2: without a law that asks for one, nobody may even take one in. Foreigners'
registration numbers (외국인등록번호) have the same shape and the same fate.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

REFUSED = "RESIDENT_NUMBER_REFUSED"
"""The code of every refusal, whatever the door."""

SHORTEST = 13
"""Characters: six digits and seven."""

_BETWEEN = r"[\s\-~_·ㆍㅡー−/*]{0,5}"
"""What people and forms put between the two halves; dashes of other kinds become `-` first."""

PATTERN = re.compile(
    rf"(?<!\d)(?<!\d\.)(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]){_BETWEEN}([1-8])\d{{6}}(?!\d)"
)
"""Birth date, then a digit of century, sex and origin, and six more. Numbers issued since October
2020 have no check digit, so shape is all there is to see."""

_SIX_DIGITS = re.compile("[0-9]{6}")

_CENTURY = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}


def holds_resident_number(cells: Iterable[str]) -> bool:
    """Whether any cell shows what looks like a resident registration number."""
    return any(shows_resident_number(cell) for cell in cells)


def shows_resident_number(cell: str) -> bool:
    """The same of one text: at every input, so quick about what holds no six digits in a row."""
    if len(cell) < SHORTEST:
        return False
    plain = cell if cell.isascii() and cell.isprintable() else _plain(cell)
    if _SIX_DIGITS.search(plain) is None:
        return False
    return any(_is_a_birth_date(*found.groups()) for found in PATTERN.finditer(plain))


def _is_a_birth_date(year: str, month: str, day: str, origin: str) -> bool:
    """30 February is nobody's."""
    try:
        date(_CENTURY[origin] + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _plain(cell: str) -> str:
    """Digits of every script as ASCII, every dash as `-`, nothing invisible in between."""
    return "".join(_plainly(each) for each in unicodedata.normalize("NFKC", cell))


def _plainly(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    match unicodedata.category(character):
        case "Pd":
            return "-"
        case "Cf" | "Mn" | "Me":
            return ""
        case "Cc":
            return character if character.isspace() else ""
        case _:
            return character
