"""She lives there no more: what is said there from now on is not said of her."""

from collections.abc import Sequence
from uuid import UUID

from domains.care.homes.models import Device
from domains.care.homes.registry import raise_version
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def close_home(actor: Actor, senior_id: UUID, *, clock: Clock, ids: Ids) -> Sequence[UUID]:
    """The homes that were closed; none where she had no sensors. Within the transaction that holds
    her devices (`registry.hold_devices_of`).

    Her devices come in at no broker any more. What they told stays hers, as long as it would have.
    """
    closed = await sql.fetch(
        """
        UPDATE care.homes SET closed_at = $2 WHERE senior_id = $1 AND closed_at IS NULL
        RETURNING id
        """,
        senior_id,
        clock.now(),
    )
    homes = [row["id"] for row in closed]
    if homes:
        await Device.filter(home_id__in=homes, retired_at=None).update(
            retired_at=clock.now(), version=await raise_version()
        )
    for home_id in homes:
        await audit.record(
            actor, "care.home.close", subject_id=senior_id, reference=home_id, clock=clock, ids=ids
        )
    return homes
