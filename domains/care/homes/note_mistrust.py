"""What cannot be believed is counted by device and hour, and told to the operators, in bounds."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.events import DeviceMistrusted
from domains.care.homes.vocabulary import Verdict
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

TOLD_AN_HOUR: Final = 5
"""Devices an hour, for each reason, that the operators are told of one by one. Whoever attacks a
thousand devices at once gets five messages out of us, and a page with a thousand lines."""

NOBODY: Final = UUID(int=0)
"""Under whom devices are counted that do not exist: names that a stranger chose fill no table."""

_COUNT: Final = """
    WITH counted AS (
        INSERT INTO care.mistrusts AS kept (id, device_id, why, hour, times)
        SELECT id, device_id, why, $5, times
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int8[])
            AS said (id, device_id, why, times)
        ORDER BY device_id, why
        ON CONFLICT (device_id, why, hour) DO UPDATE SET times = kept.times + EXCLUDED.times
        RETURNING kept.device_id, kept.why, old.id IS NULL AS is_first
    )
    SELECT device_id, why, (
        SELECT count(*) FROM care.mistrusts m WHERE m.why = counted.why AND m.hour = $5
    ) + row_number() OVER (PARTITION BY why ORDER BY device_id) AS nr
    FROM counted WHERE is_first
"""


async def note_mistrust(
    suspicious: Mapping[tuple[str, Verdict], int], *, clock: Clock, ids: Ids
) -> None:
    """Count, and record an event for the first devices of an hour; in the caller's transaction."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    known = await _known({_whom(*one) for one in suspicious})
    counted: Counter[tuple[UUID, Verdict]] = Counter()
    for (device, verdict), times in suspicious.items():
        named = _whom(device, verdict)
        counted[named if named in known else NOBODY, verdict] += times
    rows = await sql.fetch(
        _COUNT,
        [ids.new() for _ in counted],
        [device for device, _ in counted],
        [verdict.value for _, verdict in counted],
        list(counted.values()),
        hour.astimezone(UTC),
    )
    told = [_event(row, hour) for row in rows if row["nr"] <= TOLD_AN_HOUR]
    await outbox.record_all(told, clock=clock, ids=ids)


async def report_mistrust(
    suspicious: Mapping[tuple[str, Verdict], int], *, clock: Clock, ids: Ids
) -> None:
    """The same, in a transaction of its own: for what never came as a message."""
    async with in_transaction():
        await note_mistrust(suspicious, clock=clock, ids=ids)


def _whom(device: str, verdict: Verdict) -> UUID:
    """Unknown devices may bear any name; whoever was turned away may not be who they said."""
    if verdict is Verdict.UNKNOWN:
        return NOBODY
    try:
        return UUID(device)
    except ValueError:
        return NOBODY


async def _known(named: Collection[UUID]) -> Collection[UUID]:
    """Whichever of these is a device, in use or no longer."""
    rows = await sql.fetch("SELECT id FROM care.devices WHERE id = ANY($1::uuid[])", list(named))
    return {row["id"] for row in rows}


def _event(row: Any, hour: datetime) -> DeviceMistrusted:
    return DeviceMistrusted(device_id=row["device_id"], why=row["why"], hour=hour)
