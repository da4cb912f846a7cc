"""Where messages and phones meet: the state of one running emulator."""

import secrets
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from notifications.emulator.arrivals import Arrivals
from notifications.emulator.device import Device, guess_platform, new_device
from notifications.emulator.dice import Dice
from notifications.emulator.fcm_v1 import Sending
from notifications.emulator.feed import Feed
from notifications.emulator.journal import Journal
from notifications.emulator.light import LightPhone
from notifications.emulator.message import Message
from notifications.emulator.misbehaviour import Behaviour, Plan, Rule
from notifications.emulator.oauth import TokenDesk
from notifications.emulator.phone import Effect, Platform
from notifications.emulator.tally import Mark, Tally
from notifications.emulator.wire import Wire


@dataclass(frozen=True, slots=True)
class Options:
    """How an emulator is set up.

    `strict`: an unknown token is UNREGISTERED, not a new phone. `light`: phones are counted, not
    kept (see `light.py`). `wire`: how it answers.
    """

    strict: bool = False
    seed: int = 0
    journal_length: int = 20_000
    received_length: int = 200
    light: bool = False
    wire: Wire = field(default_factory=Wire)


@dataclass(slots=True)
class Exchange:
    """All phones, the project's plan, the journal. `now` gives Unix seconds."""

    now: Callable[[], float]
    options: Options
    desk: TokenDesk
    journal: Journal
    plan: Plan
    wire: Wire = field(default_factory=Wire)
    tally: Tally = field(default_factory=Tally)
    arrivals: Arrivals = field(default_factory=Arrivals)
    dead: set[str] = field(default_factory=set)
    """Tokens whose app is gone: UNREGISTERED until somebody registers them again."""

    devices: dict[str, Device] = field(default_factory=dict)
    by_slug: dict[str, Device] = field(default_factory=dict)
    feed: Feed = field(default_factory=Feed)
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    def arrived(self, sending: Sending) -> None:
        """A send got here, whatever becomes of it."""
        now = self.now()
        self.arrivals.note(now)
        self.tally.arrived(sending.event_id, at=now)

    def find_or_register(self, sending: Sending) -> Device | LightPhone | None:
        """The phone a send is for; a strict exchange knows only the registered ones."""
        if sending.target in self.dead:
            return None
        if self.options.light:
            return LightPhone(sending.target, guess_platform(sending.body), self.tally)
        device = self.devices.get(sending.target)
        if device is None and not self.options.strict:
            return self.register(sending.target, guess_platform(sending.body))
        return device

    def register(self, token: str, platform: Platform) -> Device:
        """A new phone under this token, in place of any earlier one."""
        device = new_device(
            token,
            platform,
            seed=self.options.seed,
            keeps_received=self.options.received_length,
            now=self.now(),
        )
        self.devices[token] = self.by_slug[device.slug] = device
        self.dead.discard(token)
        self.feed.touch(device.slug)
        return device

    def forget(self, device: Device) -> None:
        """The app was uninstalled; a strict exchange answers UNREGISTERED from now on."""
        del self.devices[device.token], self.by_slug[device.slug]
        self.feed.touch(device.slug)

    def bury(self, device: Device | LightPhone) -> None:
        """The app is gone from this phone, which keeps what it showed."""
        self.dead.add(device.token)

    def rule_for(self, device: Device | LightPhone) -> Rule:
        """The phone's own plan first, the project's where that lets the send pass."""
        rule = device.plan.next_rule()
        return self.plan.next_rule() if rule.behaviour is Behaviour.SUCCESS else rule

    def deliver(
        self, device: Device | LightPhone, sending: Sending, *, outcome: str, status: int
    ) -> str:
        """Hand an accepted message to the phone or its store; answers the message's id."""
        now = self.now()
        message = Message(
            f"0:{self.run}%{self.journal.seq + 1:x}",
            sending.body,
            now,
            sending.event_id,
            sending.readings,
        )
        self.tally.add(sending.event_id, device.token, Mark.ACCEPTED)
        self._record(device, message, device.take(message, now=now), now, outcome, status)
        return message.id

    def note_refusal(self, token: str, sending: Sending, *, outcome: str, status: int) -> None:
        """Keep a refused send in the journal and on the phone's card."""
        now = self.now()
        self.journal.write(
            at=now,
            token=token,
            message_id="",
            outcome=outcome,
            status=status,
            effect="",
            body=sending.body,
        )
        device = self.devices.get(token)
        if device is not None:
            device.note_refusal(now=now)
            self.feed.touch(device.slug)

    def go_online(self, device: Device) -> None:
        """The phone returns and gets what waited."""
        now = self.now()
        for message, effect in device.come_back(now=now):
            self._record(device, message, effect, now, "DELIVERED_LATE", None)
        self.feed.touch(device.slug)

    def go_offline(self, device: Device) -> None:
        device.go_offline()
        self.feed.touch(device.slug)

    def reset(self) -> None:
        """Forget every phone, plan, entry and count; issued access tokens stay good."""
        self.devices.clear()
        self.by_slug.clear()
        self.journal.entries.clear()
        self.journal.counts.clear()
        self.tally.clear()
        self.arrivals.clear()
        self.dead.clear()
        self.plan = Plan(chance=Dice(self.options.seed))
        self.feed.touch("")

    def latest(self, devices: Iterable[Device], *, limit: int) -> list[Device]:
        """The phones that something happened to last, first."""
        return sorted(devices, key=lambda each: each.touched_at, reverse=True)[:limit]

    def _record(
        self,
        device: Device | LightPhone,
        message: Message,
        effect: str,
        now: float,
        outcome: str,
        status: int | None,
    ) -> None:
        entry = self.journal.write(
            at=now,
            token=device.token,
            message_id=message.id,
            outcome=outcome,
            status=status,
            effect=effect,
            body=message.body,
        )
        mark = MARKED.get(effect)
        if mark is not None:
            self.tally.add(message.event_id, device.token, mark)
        device.note(entry)
        self.feed.touch(device.slug)


MARKED = {Effect.SHOWN.value: Mark.SHOWN, Effect.SHOWN_AGAIN.value: Mark.AGAIN}


def open_exchange(now: Callable[[], float], options: Options) -> Exchange:
    """An exchange without phones."""
    return Exchange(
        now=now,
        options=options,
        desk=TokenDesk(now=now),
        journal=Journal(entries=deque(maxlen=options.journal_length)),
        plan=Plan(chance=Dice(options.seed)),
        wire=options.wire,
    )
