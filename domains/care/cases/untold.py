"""What of a case 119 has not been told: each danger is a call of its own, whichever came first."""

from domains.care.cases.levels import AT_ONCE
from domains.care.cases.models import Case, CaseConcern, EmergencyCall


async def untold(case: Case) -> list[CaseConcern]:
    """The latest news of its gravest kind, and of each kind that 119 hears of at once: those who
    come to a fire must hear of gas."""
    kinds = [case.kind, *AT_ONCE]
    news = CaseConcern.filter(case_id=case.id, kind__in=kinds, is_news=True)
    latest = {row.kind: row for row in await news.order_by("raised_at", "id")}
    told = await EmergencyCall.filter(case_id=case.id).values_list("told_of", flat=True)
    return [latest[kind] for kind in sorted(latest) if latest[kind].id not in told]
