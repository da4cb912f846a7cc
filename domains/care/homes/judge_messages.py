"""What of a batch can be believed: who sent it, whether they did, and when it was. No database.

This is the path of ten thousand devices a second: one look-up, one HMAC, one JSON object and a few
comparisons a message.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from domains.care.homes.correct_clock import alarm_at_ms, hear, really_at_ms
from domains.care.homes.directory import KnownDevice
from domains.care.homes.flood import FloodGauge
from domains.care.homes.prove_message import is_proven, signature_of
from domains.care.homes.read_message import Message, read_message
from domains.care.homes.store_messages import LATE_AFTER_MS, Believed
from domains.care.homes.vocabulary import EMERGENCIES, Verdict

RETRY_MS = 10 * 60_000
"""Whoever sends the same message again within this retries; later, somebody replays it."""


class Arrived(NamedTuple):
    """One message at our door: in whose name, what, and whether the broker says that it may have
    been delivered before."""

    device: str
    payload: bytes
    repeat: bool = False


class Judged(NamedTuple):
    """A message that is believed, until the numbers show whether it is new. `by_number`: its time
    would not have let it in, so that its number must."""

    place: int
    device: KnownDevice
    message: Message
    at_ms: int
    by_number: bool = False

    @property
    def is_alarm(self) -> bool:
        return self.message.alarm and self.message.measure in EMERGENCIES

    def row(self) -> Believed:
        said = self.message
        return Believed(
            self.device.id,
            said.boot,
            said.sequence,
            said.measure,
            said.reading,
            said.humidity,
            self.at_ms,
        )


class MessageJudge:
    """Judges messages of known devices; what it learns of their clocks it writes on them."""

    def __init__(self, *, flood: FloodGauge, kept: timedelta) -> None:
        self._flood = flood
        self._kept_ms = int(kept.total_seconds() * 1000)

    def judge(
        self,
        arrived: Sequence[Arrived],
        devices: Mapping[str, KnownDevice],
        *,
        now_ms: int,
    ) -> tuple[list[Verdict], list[Judged]]:
        """A verdict for each, in order; and those that are believed so far."""
        verdicts: list[Verdict] = []
        believed: list[Judged] = []
        for place, one in enumerate(arrived):
            device = devices.get(one.device)
            if device is None:
                verdicts.append(Verdict.UNKNOWN)
                continue
            said = self._read(one.payload, device, now_ms)
            if isinstance(said, Verdict):
                verdicts.append(said)
                continue
            verdict, dated = self._date(place, device, said, now_ms)
            verdicts.append(verdict)
            if dated is not None:
                believed.append(dated)
        return verdicts, believed

    def _date(
        self, place: int, device: KnownDevice, said: Message, now_ms: int
    ) -> tuple[Verdict, Judged | None]:
        at_ms = self._moment(device, said, now_ms)
        if now_ms - at_ms > self._kept_ms:
            return self._too_old(place, device, said, now_ms)
        return _timely(at_ms, now_ms), Judged(place, device, said, at_ms)

    def _too_old(
        self, place: int, device: KnownDevice, said: Message, now_ms: int
    ) -> tuple[Verdict, Judged | None]:
        """No alarm is lost to a clock that fell behind. Of the latest start all numbers are kept,
        so that it is raised once, whatever the clock shows; those of earlier ones are forgotten."""
        if not said.alarm:
            return Verdict.TOO_OLD, None
        if device.clock is not None and said.boot != device.clock.boot:
            return Verdict.OLD_ALARM, None
        at_ms = alarm_at_ms(
            at_ms=said.at_ms, sent_ms=said.sent_ms, received_ms=now_ms, kept_ms=self._kept_ms
        )
        verdict = Verdict.LATE if at_ms is None else _timely(at_ms, now_ms)
        moment = now_ms if at_ms is None else at_ms
        return verdict, Judged(place, device, said, moment, by_number=True)

    def _read(self, payload: bytes, device: KnownDevice, now_ms: int) -> Message | Verdict:
        parts = signature_of(payload)
        if parts is None:
            return Verdict.UNSIGNED
        if not is_proven(*parts, device.signing_key):
            return Verdict.FORGED
        message = read_message(payload)
        if message is None:
            return Verdict.MALFORMED
        if not self._flood.lets_in(device.id, urgent=message.alarm, now_ms=now_ms):
            return Verdict.FLOODED
        return message

    @staticmethod
    def _moment(device: KnownDevice, said: Message, now_ms: int) -> int:
        clock = hear(
            device.clock,
            boot=said.boot,
            sequence=said.sequence,
            at_ms=said.at_ms,
            sent_ms=said.sent_ms,
            received_ms=now_ms,
        )
        device.clock = clock
        return really_at_ms(clock, boot=said.boot, at_ms=said.at_ms, received_ms=now_ms)


def _timely(at_ms: int, now_ms: int) -> Verdict:
    return Verdict.LATE if now_ms - at_ms > LATE_AFTER_MS else Verdict.TAKEN
