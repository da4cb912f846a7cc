"""Every consent of one person ends; what proves that they were asked stays."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domains.consent import standing
from domains.consent.erasers import NOBODY
from domains.consent.location_uses import kept_until
from domains.consent.stop_all import stop_all
from domains.kernel import sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.subject_rights import Kept
from domains.kernel.text import Locale

DESK = system_actor("governance.erasures")


async def erase_person(person_id: UUID, at: datetime, *, clock: Clock, ids: Ids) -> Sequence[Kept]:
    """A `PersonEraser`, once its `clock` and `ids` are bound.

    The ledger names ids, purposes and the texts of the city: the proof of consent that the law
    asks the city for (개인정보 보호법 §22③). The record of location uses is the law's own.
    """
    await stop_all(DESK, person_id, locale=Locale.KO, erasers=NOBODY, clock=clock, ids=ids)
    await standing.forget(person_id)
    await sql.execute("DELETE FROM consent.timers WHERE subject_id = $1", person_id)
    await sql.execute("DELETE FROM consent.notice_choices WHERE subject_id = $1", person_id)
    await sql.execute(
        "UPDATE consent.notice_choices SET decided_by = NULL WHERE decided_by = $1", person_id
    )
    return [
        Kept("consent.ledger", await _ledger(person_id), "개인정보 보호법 §22③", None),
        Kept(
            "consent.location_uses",
            await _location_uses(person_id),
            "위치정보법 §16②",
            kept_until(at),
        ),
        Kept("consent.erasures", await _proofs(person_id), "개인정보 보호법 §21", None),
    ]


async def _ledger(person_id: UUID) -> int:
    rows = await sql.fetch(
        """
        SELECT count(*) AS n FROM consent.ledger
        WHERE $1 IN (subject_id, decided_by, on_behalf_of)
        """,
        person_id,
    )
    return int(rows[0]["n"])


async def _location_uses(person_id: UUID) -> int:
    rows = await sql.fetch(
        """
        SELECT count(*) AS n FROM consent.location_uses
        WHERE $1 IN (subject_id, actor_id, receiver_id)
        """,
        person_id,
    )
    return int(rows[0]["n"])


async def _proofs(person_id: UUID) -> int:
    rows = await sql.fetch(
        "SELECT count(*) AS n FROM consent.erasures WHERE subject_id = $1", person_id
    )
    return int(rows[0]["n"])
