"""Put dead letters away: somebody has looked, and nothing more is to be done."""

from tortoise.transactions import in_transaction

from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.dead_letters.dead_letter import Key, MayNotOperate, Round, Wanted
from notifications.dead_letters.policy import may_operate
from notifications.dead_letters.read_page import read_page

ACTION = "notifications.dead_letter.dismiss"


async def dismiss(
    actor: Actor, wanted: Wanted, *, after: Key | None = None, limit: int, clock: Clock, ids: Ids
) -> Round | MayNotOperate:
    """One stretch in one transaction. They stay failed, with their reason, and wait for nobody."""
    if not may_operate(actor):
        return MayNotOperate()
    async with in_transaction():
        page = await read_page(actor, wanted, after=after, limit=limit, at=clock.now(), lock=True)
        await _put_away([each.key for each in page.letters])
        touched = [(each.person_id, each.key.event_id) for each in page.letters]
        await audit.record_each(actor, ACTION, touched=touched, clock=clock, ids=ids)
    return Round(len(page.letters), next_after=page.next_after)


async def _put_away(keys: list[Key]) -> None:
    await sql.execute(
        """
        UPDATE notifications.deliveries d SET dead_letter = false
        FROM unnest($1::uuid[], $2::uuid[]) AS done (event_id, device_id)
        WHERE d.event_id = done.event_id AND d.device_id = done.device_id AND d.dead_letter
        """,
        [key.event_id for key in keys],
        [key.device_id for key in keys],
    )
