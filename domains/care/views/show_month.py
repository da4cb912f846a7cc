"""A month of a senior as a page to keep: counts, and the days that were not as usual."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from domains.care.people.may_see import depth_for
from domains.care.people.vocabulary import Depth
from domains.care.ports import MonthDay, MonthPrinter, PrintedMonth
from domains.care.views.months import following, is_kept
from domains.care.views.show_week import DayView, show_days
from domains.care.views.state_word import StateWord
from domains.care.views.words import words
from domains.identity import public as identity
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids
from domains.kernel.text import Locale

USUAL: Final = frozenset({StateWord.WELL, StateWord.QUIET_DAY, StateWord.WAITING})


@dataclass(frozen=True, slots=True)
class NoSuchMonth:
    """It has not begun, or lies so far back that not all of it is kept."""


async def print_month(
    actor: Actor,
    senior_id: UUID,
    month: date,
    *,
    locale: Locale,
    printer: MonthPrinter,
    clock: Clock,
    ids: Ids,
) -> bytes | NoSuchMonth | None:
    """A PDF of the month in which `month` lies, up to yesterday at most: on its first day a page
    that says so. None for who sees nothing of her. What each reader finds in it is as deep as she
    chose, at this moment."""
    days = days_of(month, today=seoul_date(clock.now()))
    if days is None:
        return NoSuchMonth()
    shown = await show_days(actor, senior_id, days, clock=clock, ids=ids)
    if shown is None:
        return None
    depth = await depth_for(actor.speaks_for or senior_id, senior_id, at=clock.now())
    cards = await identity.people([senior_id])
    return printer.pdf(
        PrintedMonth(
            locale=locale,
            printed_at=clock.now(),
            name=cards[senior_id].display_name,
            month=month.replace(day=1),
            asked=sum(day.asked for day in shown),
            answered=sum(day.answered for day in shown),
            cases=sum(day.cases for day in shown),
            shows_reasons=depth is not None and depth.covers(Depth.REASONS),
            days=tuple(_printed(locale, day) for day in shown),
        )
    )


def days_of(month: date, *, today: date) -> list[date] | None:
    """The days of a month that are over, on its first day none yet; None where it lies ahead or
    too far back."""
    first = month.replace(day=1)
    if first > today or not is_kept(first, today=today):
        return None
    end = min(following(first), today)
    return [first + timedelta(days=n) for n in range((end - first).days)]


def _printed(locale: Locale, day: DayView) -> MonthDay:
    return MonthDay(
        day=day.day,
        colour=day.colour.value,
        said=words(locale, f"day.{day.word}").text,
        asked=day.asked,
        answered=day.answered,
        kinds=tuple(words(locale, f"kind.{kind}").text for kind in day.kinds),
        is_usual=day.word in USUAL,
    )
