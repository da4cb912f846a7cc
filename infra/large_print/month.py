"""A month of a senior as an A4 page: a calendar in words and colours, then the unusual days."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fpdf import FPDF
from fpdf.enums import WrapMode

from domains.care.ports import MonthDay, PrintedMonth
from domains.kernel.clock import SEOUL
from domains.kernel.text import Locale
from infra.exports.fonts import font_files
from infra.large_print.words import WORDS

FAMILY, FALLBACK = "noto", "noto-more"
TITLE, FIGURE, BODY, CELL = 22, 18, 12, 9.5
"""Points."""
MARGIN, COLUMNS, ROW_MM = 15.0, 7, 19.0

INKS: Final = {
    "green": ((222, 243, 232), (8, 92, 62)),
    "amber": ((255, 236, 200), (110, 62, 0)),
    "red": ((255, 221, 221), (140, 12, 20)),
    "blue": ((220, 235, 252), (12, 66, 120)),
    "grey": ((236, 239, 238), (60, 70, 66)),
}
"""A cell's ground and its words; the words alone say it, at 7:1 or more."""


class MonthOnPaper:
    """A `MonthPrinter`."""

    def pdf(self, month: PrintedMonth) -> bytes:
        page = _Page(month.locale)
        page.headline(page.say("month.title", name=month.name, month=f"{month.month:%Y-%m}"))
        if month.days:
            page.story(month)
        else:
            page.figures([page.say("month.begins")])
        page.small(page.say("month.foot", day=f"{month.printed_at.astimezone(SEOUL):%Y-%m-%d}"))
        return bytes(page.output())


class _Page(FPDF):
    """Black on white, and a calendar whose cells say a word each."""

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
        self.set_margin(MARGIN)
        self.add_page()

    def say(self, key: str, **values: object) -> str:
        return WORDS.text(self._locale, key, **values)

    def headline(self, text: str) -> None:
        self.set_title(text)
        self._write(text, TITLE)

    def story(self, month: PrintedMonth) -> None:
        """What became of its questions, then its days."""
        self.figures(
            [
                self.say("month.answered", answered=month.answered, asked=month.asked),
                self.say("month.cases", cases=month.cases),
            ]
        )
        self.calendar(month.days)
        self.list_of(month)

    def figures(self, lines: list[str]) -> None:
        self.ln(2)
        for line in lines:
            self._write(line, FIGURE)
        self.ln(4)

    def calendar(self, days: Sequence[MonthDay]) -> None:
        """Monday first; a week a row."""
        width, top = self.epw / COLUMNS, self.get_y()
        self._weekdays(width)
        top = self.get_y()
        row = 0
        for day in days:
            column = day.day.weekday()
            self._cell(day, x=MARGIN + column * width, y=top + row * ROW_MM, width=width)
            row += column == COLUMNS - 1
        self.set_xy(MARGIN, top + (row + 1) * ROW_MM + 3)

    def list_of(self, month: PrintedMonth) -> None:
        """Each day that was not as usual, with reasons where she lets them be seen."""
        unusual = [day for day in month.days if not day.is_usual]
        self._write(self.say("month.unusual"), FIGURE)
        if not unusual:
            self._write(self.say("month.none"), BODY)
        for day in unusual:
            why = ", ".join(day.kinds)
            self._write(f"{_day(day.day)}  {day.said}" + (f": {why}" if why else ""), BODY)
        if not month.shows_reasons:
            self._write(self.say("month.no_reasons"), BODY)

    def small(self, text: str) -> None:
        self.ln(4)
        self._write(text, CELL)

    def _weekdays(self, width: float) -> None:
        self.set_font(FAMILY, size=BODY)
        for name in self.say("month.weekdays").split(" "):
            self.cell(width, 7, name, align="C")
        self.ln(8)

    def _cell(self, day: MonthDay, *, x: float, y: float, width: float) -> None:
        ground, ink = INKS[day.colour]
        self.set_fill_color(*ground)
        self.rect(x + 0.5, y + 0.5, width - 1, ROW_MM - 1, style="F", round_corners=True)
        self.set_text_color(*ink)
        self.set_xy(x + 1, y + 1.5)
        self.set_font(FAMILY, size=BODY)
        self.cell(width - 2, 6, f"{day.day.day}", align="C")
        self.set_xy(x + 1, y + 8)
        self.set_font(FAMILY, size=CELL)
        self.multi_cell(width - 2, 4.3, day.said, align="C", wrapmode=self._wrap)
        self.set_text_color(0, 0, 0)

    def _write(self, text: str, size: float) -> None:
        self.set_font(FAMILY, size=size)
        self.multi_cell(
            0, size * 0.55, text, align="L", new_x="LMARGIN", new_y="NEXT", wrapmode=self._wrap
        )


def _day(day: date) -> str:
    return f"{day:%m-%d}"
