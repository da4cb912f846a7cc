"""The copy as files: JSON for machines, a PDF for people."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
from fpdf import FPDF
from fpdf.enums import WrapMode

from domains.governance.ports import PersonalCopy
from domains.kernel.clock import SEOUL
from domains.kernel.subject_rights import Section
from domains.kernel.text import Catalogue, Locale
from infra.exports.fonts import font_files

FAMILY, FALLBACK = "noto", "noto-more"
_words = Catalogue(Path(__file__).parent / "locales")


class CopyPrinter:
    """An `ExportPrinter`."""

    def files(self, copy: PersonalCopy) -> Mapping[str, bytes]:
        return {"osan-talk.json": as_json(copy), "osan-talk.pdf": as_pdf(copy), **copy.files}


def as_json(copy: PersonalCopy) -> bytes:
    """Sections by name, moments in ISO 8601; UTF-8."""
    said = {
        "format": "osan-talk-personal-copy/1",
        "made_at": copy.made_at,
        "sections": {section.name: section.rows for section in copy.sections},
    }
    return orjson.dumps(said, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def as_pdf(copy: PersonalCopy) -> bytes:
    """A page or more, A4, in the person's language."""
    page = _Page(copy.locale)
    page.heading(_words.text(copy.locale, "title"), _moment(copy.made_at))
    for section in copy.sections:
        page.section(section)
    return bytes(page.output())


class _Page(FPDF):
    """Headings, and rows of "word: value"."""

    def __init__(self, locale: Locale) -> None:
        super().__init__(format="A4")
        self._locale = locale
        self._wrap = WrapMode.CHAR if locale is Locale.ZH else WrapMode.WORD
        first, *more = font_files()
        self.add_font(FAMILY, fname=first)
        if more:
            self.add_font(FALLBACK, fname=more[0])
            self.set_fallback_fonts([FALLBACK])
        self.set_lang(locale.value)
        self.set_title(_words.text(locale, "title"))
        self.set_margin(20)
        self.add_page()

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FAMILY, size=8)
        self.cell(0, 8, f"{self.page_no()}", align="C")

    def heading(self, title: str, made_at: str) -> None:
        self._line(title, size=20, height=12)
        self._line(_words.text(self._locale, "made_at", at=made_at), size=10, height=6)

    def section(self, section: Section) -> None:
        self.ln(5)
        self._line(_heading(self._locale, section.name), size=14, height=9)
        if not section.rows:
            self._line(_words.text(self._locale, "nothing"), size=10, height=6)
        for row in section.rows:
            self._row(row)

    def _row(self, row: Mapping[str, object]) -> None:
        for word, value in row.items():
            self._line(f"{_label(self._locale, word)}: {_value(value)}", size=10, height=6)
        self.ln(2)

    def _line(self, text: str, *, size: int, height: int) -> None:
        self.set_font(FAMILY, size=size)
        self.multi_cell(
            0, height, text, align="L", new_x="LMARGIN", new_y="NEXT", wrapmode=self._wrap
        )


def _heading(locale: Locale, name: str) -> str:
    return _text_or(locale, f"section.{name}", name)


def _label(locale: Locale, word: str) -> str:
    return _text_or(locale, f"word.{word}", word.replace("_", " "))


def _text_or(locale: Locale, key: str, otherwise: str) -> str:
    try:
        return _words.text(locale, key)
    except KeyError:
        return otherwise


def _value(value: Any) -> str:
    match value:
        case None:
            return "–"
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            return ", ".join(map(_value, value))
        case _:
            return str(value)


def _moment(moment: datetime) -> str:
    return moment.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")
