"""When somebody last knew how she was, and when she last cried out."""

from datetime import datetime

from domains.care.cases.acts import SETTLING
from domains.care.cases.levels import CRIES
from domains.care.cases.models import Case, CaseAct, CaseConcern


async def settled_at(case: Case, *, before: datetime | None = None) -> datetime | None:
    """By what people wrote down in the case: when they were with her, and not when they said so."""
    acts = CaseAct.filter(case_id=case.id, kind__in=list(SETTLING))
    if before is not None:
        acts = acts.filter(at__lt=before)
    latest = await acts.order_by("-at").first()
    return None if latest is None else latest.at


async def cried_at(case: Case) -> datetime | None:
    """By a fall, or by asking for help."""
    cries = CaseConcern.filter(case_id=case.id, kind__in=list(CRIES))
    latest = await cries.order_by("-observed_at").first()
    return None if latest is None else latest.observed_at
