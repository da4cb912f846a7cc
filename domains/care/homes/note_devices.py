"""When devices were last heard, their clocks, batteries, versions: written once a minute each."""

from collections.abc import Sequence
from typing import Final

from domains.care.homes.directory import KnownDevice
from domains.care.homes.judge_messages import Judged
from domains.care.homes.vocabulary import Measure
from domains.kernel import sql

STEP_MS: Final = 60_000
"""`heard_at` is true to within this; finer would write a row for every message."""

_NOTE: Final = """
    UPDATE care.devices SET boot = said.boot, clock_ms = said.clock_ms, battery = said.battery,
        firmware = said.firmware, heard_at = to_timestamp($6::int8 / 1000.0)
    FROM unnest($1::uuid[], $2::int8[], $3::int8[], $4::int2[], $5::text[])
        AS said (id, boot, clock_ms, battery, firmware)
    WHERE devices.id = said.id
"""


class DeviceNotes:
    """Notes what fresh messages say of their devices."""

    async def note(self, fresh: Sequence[Judged], *, now_ms: int) -> None:
        due: dict[str, KnownDevice] = {}
        for one in fresh:
            device = one.device
            if _says_news(one) or now_ms - device.noted_ms >= STEP_MS:
                due[device.id.hex] = device
        if due:
            await _write([due[key] for key in sorted(due)], now_ms=now_ms)


def _says_news(one: Judged) -> bool:
    """Whether battery or firmware changed; the device is told of it."""
    device, said = one.device, one.message
    if said.measure is not Measure.HEARTBEAT:
        return False
    changed = False
    if said.battery is not None and said.battery != device.battery:
        device.battery, changed = said.battery, True
    if said.firmware is not None and said.firmware != device.firmware:
        device.firmware, changed = said.firmware, True
    return changed


async def _write(devices: Sequence[KnownDevice], *, now_ms: int) -> None:
    clocks = [device.clock for device in devices]
    await sql.execute(
        _NOTE,
        [device.id for device in devices],
        [0 if clock is None else clock.boot for clock in clocks],
        [0 if clock is None else clock.behind_ms for clock in clocks],
        [device.battery for device in devices],
        [device.firmware for device in devices],
        now_ms,
    )
    for device in devices:
        device.noted_ms = now_ms
