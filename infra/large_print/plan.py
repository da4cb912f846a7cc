"""A care plan as an A4 page in large type: who comes first, and in whose words."""

from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.enums import WrapMode

from domains.care.ports import PrintedPlan
from domains.kernel.clock import SEOUL
from domains.kernel.text import Catalogue, Locale
from infra.exports.fonts import font_files

FAMILY, FALLBACK = "noto", "noto-more"
TITLE, HEADING, BODY, SMALL = 34, 22, 24, 18
"""Points. DIN 1450 asks for 12 at reading distance; this one hangs beside a telephone."""
LINE: Final = 0.5
"""Millimetres of line a point: one and a half lines for a line."""

_words = Catalogue(Path(__file__).parent / "locales")


class LargePrint:
    """A `PlanPrinter`."""

    def pdf(self, plan: PrintedPlan) -> bytes:
        page = _Page(plan.locale)
        page.headline(_text(plan, "title", name=plan.name))
        if plan.own_words:
            page.framed(plan.own_words)
        page.heading(_text(plan, "asked"))
        for number, (name, _) in enumerate(plan.contacts, start=1):
            page.body(f"{number}.  {name}")
        page.body(f"{len(plan.contacts) + 1}.  {_worker(plan)}")
        page.body(f"{len(plan.contacts) + 2}.  {plan.centre}")
        page.body(f"{len(plan.contacts) + 3}.  119")
        page.heading(_text(plan, "sees"))
        for who, depth in _sights(plan):
            page.body(f"{who}: {_text(plan, f'depth.{depth}')}")
        where = "where.emergency" if plan.location_in_emergency else "where.nobody"
        page.body(_text(plan, where))
        page.small(_text(plan, "foot", day=f"{plan.printed_at.astimezone(SEOUL):%Y-%m-%d}"))
        return bytes(page.output())


class _Page(FPDF):
    """Black on white, few lines, nothing below 18 points."""

    def __init__(self, locale: Locale) -> None:
        super().__init__(format="A4")
        self._wrap = WrapMode.CHAR if locale is Locale.ZH else WrapMode.WORD
        first, *more = font_files()
        self.add_font(FAMILY, fname=first)
        if more:
            self.add_font(FALLBACK, fname=more[0])
            self.set_fallback_fonts([FALLBACK])
        self.set_lang(locale.value)
        self.set_margin(18)
        self.add_page()

    def headline(self, text: str) -> None:
        self.set_title(text)
        self._write(text, TITLE)
        self.ln(3)

    def heading(self, text: str) -> None:
        self.ln(5)
        self._write(text, HEADING)
        self.set_line_width(0.8)
        self._rule()
        self.ln(2)

    def framed(self, text: str) -> None:
        """Her own words, as she said them."""
        self.set_font(FAMILY, size=BODY)
        self.set_line_width(1.2)
        self.multi_cell(
            0,
            BODY * LINE,
            text,
            border=1,
            padding=4,
            align="L",
            new_x="LMARGIN",
            new_y="NEXT",
            wrapmode=self._wrap,
        )

    def body(self, text: str) -> None:
        self._write(text, BODY)

    def small(self, text: str) -> None:
        self.ln(6)
        self._write(text, SMALL)

    def _rule(self) -> None:
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())

    def _write(self, text: str, size: int) -> None:
        self.set_font(FAMILY, size=size)
        self.multi_cell(
            0, size * LINE, text, align="L", new_x="LMARGIN", new_y="NEXT", wrapmode=self._wrap
        )


def _sights(plan: PrintedPlan) -> list[tuple[str, str]]:
    return [
        *plan.contacts,
        (_worker(plan), plan.worker_depth),
        (plan.centre, plan.centre_depth),
    ]


def _worker(plan: PrintedPlan) -> str:
    office = _text(plan, "worker")
    return f"{office} {plan.worker}" if plan.worker else office


def _text(plan: PrintedPlan, key: str, **values: object) -> str:
    return _words.text(plan.locale, key, **values)
