"""What stays when a purpose has ended, and which law says so."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from domains.consent.catalogue import CATALOGUE, Purpose
from domains.consent.location_uses import kept_until
from domains.consent.withdrawal_rule import KEEP_LOCATION_USES
from domains.kernel import sql
from domains.kernel.clock import seoul_date
from domains.kernel.subject_rights import Kept

LOCATION_RECORD = "위치정보법 §16②"
PROOF_OF_CONSENT = "개인정보보호법 §22"
ACCESS_LOG = "개인정보의 안전성 확보조치 기준 §8"


async def kept_after(subject_id: UUID, purpose: Purpose, *, at: datetime) -> Sequence[Kept]:
    """Told in the answer to a withdrawal, and to whoever asks what became of it."""
    [row] = await sql.fetch(
        """
        SELECT
            (SELECT count(*) FROM consent.ledger
                WHERE subject_id = $1 AND purpose = $2) AS words,
            (SELECT count(*) FROM consent.location_uses
                WHERE subject_id = $1 AND purposes @> ARRAY[$2::text]) AS uses,
            (SELECT count(*) FROM kernel.audit WHERE subject_id = $1) AS traces
        """,
        subject_id,
        purpose,
    )
    kept = [Kept("consent.ledger", row["words"], PROOF_OF_CONSENT, None)]
    if CATALOGUE[purpose].location and KEEP_LOCATION_USES and row["uses"]:
        until = kept_until(at)
        kept.append(Kept("consent.location_uses", row["uses"], LOCATION_RECORD, until))
    kept.append(Kept("kernel.audit", row["traces"], ACCESS_LOG, _years_on(seoul_date(at), 2)))
    return kept


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
