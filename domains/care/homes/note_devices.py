"""When devices were last heard, their clocks, batteries, versions: written once a minute each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domains.care.homes.correct_clock import DeviceClock
from domains.care.homes.directory import KnownDevice
from domains.care.homes.judge_messages import Judged
from domains.care.homes.vocabulary import Measure
from domains.kernel import sql

STEP_MS: Final = 60_000
"""`heard_at` is true to within this; finer would write a row for every message."""

_NOTE: Final = """
    UPDATE care.devices SET boot = said.boot, clock_ms = said.clock_ms,
        clock_sequence = said.clock_sequence, clock_shown_ms = said.clock_shown_ms,
        battery = said.battery, firmware = said.firmware,
        heard_at = to_timestamp($8::int8 / 1000.0)
    FROM unnest($1::uuid[], $2::int8[], $3::int8[], $4::int8[], $5::int8[], $6::int2[], $7::text[])
        AS said (id, boot, clock_ms, clock_sequence, clock_shown_ms, battery, firmware)
    WHERE devices.id = said.id
"""

UNHEARD: Final = DeviceClock(boot=0, behind_ms=0, known_ms=0, sequence=0, shown_ms=0)


@dataclass(frozen=True, slots=True)
class Note:
    """What is written of one device. It is believed of the device once committed, no sooner: what
    was rolled back is news again."""

    device: KnownDevice
    battery: int | None
    firmware: str | None
    noted_ms: int

    def stands(self) -> None:
        device = self.device
        device.battery, device.firmware = self.battery, self.firmware
        device.noted_ms = self.noted_ms


async def note_devices(fresh: Sequence[Judged], *, now_ms: int) -> Sequence[Note]:
    """Note what fresh messages say of their devices, within the caller's transaction."""
    said: dict[str, Note] = {}
    for one in fresh:
        key = one.device.id.hex
        said[key] = _after(one, said.get(key), now_ms)
    due = [said[key] for key in sorted(said) if _is_due(said[key])]
    if due:
        await _write(due, now_ms=now_ms)
    return due


def _after(one: Judged, before: Note | None, now_ms: int) -> Note:
    device, said = one.device, one.message
    known = before or Note(device, device.battery, device.firmware, now_ms)
    if said.measure is not Measure.HEARTBEAT:
        return known
    battery = known.battery if said.battery is None else said.battery
    return Note(device, battery, said.firmware or known.firmware, now_ms)


def _is_due(note: Note) -> bool:
    device = note.device
    is_news = (note.battery, note.firmware) != (device.battery, device.firmware)
    return is_news or note.noted_ms - device.noted_ms >= STEP_MS


async def _write(notes: Sequence[Note], *, now_ms: int) -> None:
    clocks = [note.device.clock or UNHEARD for note in notes]
    await sql.execute(
        _NOTE,
        [note.device.id for note in notes],
        [clock.boot for clock in clocks],
        [clock.behind_ms for clock in clocks],
        [clock.sequence for clock in clocks],
        [clock.shown_ms for clock in clocks],
        [note.battery for note in notes],
        [note.firmware for note in notes],
        now_ms,
    )
