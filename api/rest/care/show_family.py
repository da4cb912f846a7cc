"""`/care/family`: how those are whom somebody looks after; one of them with her week and months."""

from datetime import date, timedelta
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from api.rest.care.desk import CareDesk
from api.rest.care.page import locale_of, refusal, render
from domains.care.public import views
from domains.kernel.actor import Actor
from domains.kernel.clock import SEOUL, seoul_date
from domains.kernel.text import Locale

PATH = "/care/family"
ONE = PATH + "/{senior_id:uuid}"
MONTH = ONE + "/{month}.pdf"
SHOWN_MONTHS = 3


async def show_family(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """Each in a word and a colour; each look is traced."""
    seen = await views.show_family(actor, locale=locale_of(request), clock=desk.clock, ids=desk.ids)
    return render(request, "family.html", seen=seen, path=PATH)


async def show_relative(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """Today, the week, and the months to print."""
    senior: UUID = request.path_params["senior_id"]
    wording = locale_of(request)
    today = await views.show_today(actor, senior, locale=wording, clock=desk.clock, ids=desk.ids)
    week = await views.show_week(actor, senior, clock=desk.clock, ids=desk.ids)
    if today is None or week is None:
        return refusal(request, "not_yours", status=404)
    return render(
        request,
        "relative.html",
        today=today,
        week=[_line(day, wording) for day in week],
        kind=_kind(today, request),
        months=_months(seoul_date(desk.clock.now())),
        path=PATH,
        seoul=SEOUL,
    )


async def show_month(desk: CareDesk, request: Request, actor: Actor) -> Response:
    """The PDF of a month, named by its year and month alone."""
    try:
        month = date.fromisoformat(f"{request.path_params['month']}-01")
    except ValueError:
        return refusal(request, "not_yours", status=404)
    page = await views.print_month(
        actor,
        request.path_params["senior_id"],
        month,
        locale=locale_of(request),
        printer=desk.month_printer(),
        clock=desk.clock,
        ids=desk.ids,
    )
    if not isinstance(page, bytes):
        return refusal(request, "not_yours", status=404)
    named = {"Content-Disposition": f'inline; filename="osan-talk-{month:%Y-%m}.pdf"'}
    kept = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(page, media_type="application/pdf", headers=named | kept)


def _months(today: date) -> list[str]:
    """This one and those before it."""
    found, first = [], today.replace(day=1)
    for _ in range(SHOWN_MONTHS):
        found.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _line(day: views.DayView, locale: Locale) -> tuple[views.DayView, views.Words, list[str]]:
    """A day, its word, and what its cases were about."""
    kinds = [views.words(locale, f"kind.{kind}").text for kind in day.kinds]
    return day, views.words(locale, f"day.{day.word}"), kinds


def _kind(today: views.TodayView, request: Request) -> str | None:
    if today.why is None or today.why.kind is None:
        return None
    return views.words(locale_of(request), f"kind.{today.why.kind}").text
