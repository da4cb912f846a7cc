"""Alarms that nothing but their number tells from a replay: only of a device's latest start."""

from collections.abc import Collection, Mapping
from uuid import UUID

from domains.care.homes.judge_messages import Judged
from domains.care.homes.vocabulary import Verdict
from domains.kernel import sql


async def leave_out_earlier_starts(believed: list[Judged], verdicts: list[Verdict]) -> list[Judged]:
    """Another process may have heard a later start, and once there is one the numbers of those
    before it are forgotten. Asked only where time did not decide, which is rare."""
    doubtful = {one.device.id for one in believed if one.by_number}
    if not doubtful:
        return believed
    latest = await _latest_starts(doubtful)
    over = {one.place for one in believed if one.by_number and _is_over(one, latest)}
    for place in over:
        verdicts[place] = Verdict.OLD_ALARM
    return [one for one in believed if one.place not in over]


async def _latest_starts(device_ids: Collection[UUID]) -> Mapping[UUID, int]:
    rows = await sql.fetch(
        """
        SELECT device_id, max(boot) AS boot FROM care.sequences
        WHERE device_id = ANY($1::uuid[]) GROUP BY device_id
        """,
        sorted(device_ids),
    )
    return {row["device_id"]: row["boot"] for row in rows}


def _is_over(one: Judged, latest: Mapping[UUID, int]) -> bool:
    return one.message.boot < latest.get(one.device.id, 0)
