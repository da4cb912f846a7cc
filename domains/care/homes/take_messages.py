"""Messages of many homes, taken in one transaction: the only way in, whatever brought them."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import assert_never
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.homes.device_keys import DeviceKeys
from domains.care.homes.directory import Directory
from domains.care.homes.flood import FloodGauge, Flow
from domains.care.homes.judge_messages import RETRY_MS, Arrived, Judged, MessageJudge
from domains.care.homes.latest_starts import leave_out_earlier_starts
from domains.care.homes.note_devices import note_devices
from domains.care.homes.note_mistrust import note_mistrust
from domains.care.homes.store_messages import LeftOut, store_messages
from domains.care.homes.vocabulary import SUSPICIOUS, Measure, Room, Verdict
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

RAW_KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class HomeAlarm:
    """Smoke, gas, a fall or SOS from a home; `late` where it comes out of a backlog. It goes to a
    person's case: it says the room, and no device."""

    home_id: UUID
    room: Room
    measure: Measure
    at: datetime
    late: bool


RaiseAlarms = Callable[[Sequence[HomeAlarm]], Awaitable[None]]
"""Called within the transaction of the messages: they are taken together with what they raise."""


class HomeDoor:
    """Where messages of homes come in. Holds what one process need not work out twice."""

    def __init__(
        self,
        *,
        keys: DeviceKeys,
        raise_alarms: RaiseAlarms,
        clock: Clock,
        ids: Ids,
        kept: timedelta = RAW_KEPT,
        flow: Flow | None = None,
    ) -> None:
        self._clock, self._ids, self._raise_alarms = clock, ids, raise_alarms
        self._directory = Directory(keys)
        self._judge = MessageJudge(flood=FloodGauge(flow or Flow()), kept=kept)

    async def take(self, arrived: Sequence[Arrived]) -> list[Verdict]:
        """A verdict for each, in order, once committed: acknowledge them all.

        Raises what the database raises; then nothing was taken, and they may be sent again.
        """
        now = self._clock.now()
        now_ms = int(now.timestamp() * 1000)
        async with in_transaction():
            await self._directory.refresh()
            verdicts, believed = self._judge.judge(arrived, self._directory.devices, now_ms=now_ms)
            believed = await leave_out_earlier_starts(believed, verdicts)
            left_out = await store_messages([one.row() for one in believed], received_ms=now_ms)
            fresh = _sort_out(arrived, believed, left_out, verdicts, now_ms=now_ms)
            notes = await note_devices(fresh, now_ms=now_ms)
            if alarms := [_alarm(one, verdicts) for one in fresh if one.is_alarm]:
                await self._raise_alarms(alarms)
            if suspicious := _suspicious(arrived, verdicts):
                await note_mistrust(suspicious, clock=self._clock, ids=self._ids)
        for note in notes:
            note.stands()
        return verdicts


def _sort_out(
    arrived: Sequence[Arrived],
    believed: Sequence[Judged],
    left_out: Mapping[int, LeftOut],
    verdicts: list[Verdict],
    *,
    now_ms: int,
) -> Sequence[Judged]:
    """What is new; the verdicts on what is not say why."""
    for index, why in left_out.items():
        one = believed[index]
        verdicts[one.place] = _verdict_on(why, arrived[one.place], one, now_ms)
    return (
        believed if not left_out else [one for i, one in enumerate(believed) if i not in left_out]
    )


def _verdict_on(why: LeftOut, message: Arrived, one: Judged, now_ms: int) -> Verdict:
    match why:
        case LeftOut.UNWANTED:
            return Verdict.NOT_AGREED
        case LeftOut.FORGOTTEN:
            return Verdict.REPLAYED
        case LeftOut.KNOWN:
            return _said_again(message, one, now_ms)
        case unreachable:
            assert_never(unreachable)


def _said_again(message: Arrived, one: Judged, now_ms: int) -> Verdict:
    """Whether somebody retried or replayed."""
    is_retry = message.repeat or now_ms - _sent_ms(one) <= RETRY_MS
    return Verdict.REPEATED if is_retry else Verdict.REPLAYED


def _sent_ms(one: Judged) -> int:
    """By our clock: travel is in it, the device's own clock is out of it."""
    return one.at_ms + one.message.sent_ms - one.message.at_ms


def _alarm(one: Judged, verdicts: Sequence[Verdict]) -> HomeAlarm:
    return HomeAlarm(
        home_id=one.device.home_id,
        room=one.device.room,
        measure=one.message.measure,
        at=datetime.fromtimestamp(one.at_ms / 1000, UTC),
        late=verdicts[one.place] is Verdict.LATE,
    )


def _suspicious(
    arrived: Sequence[Arrived], verdicts: Sequence[Verdict]
) -> Counter[tuple[str, Verdict]]:
    """How often each device was named in what cannot be believed."""
    return Counter(
        (one.device, verdict)
        for one, verdict in zip(arrived, verdicts, strict=True)
        if verdict in SUSPICIOUS
    )
