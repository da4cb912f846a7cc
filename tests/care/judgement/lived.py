"""A home lived through look by look, with all that is late, lost or never sent.

The same loop as a year of many homes wants: what arrives by its arrival, what was deaf by the
heartbeats that have arrived.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from domains.care.judgement.alarm import Alarm
from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.hear_sensors import LastWord, sensors_of
from domains.care.judgement.heard import Climate, Emergency, Heard, Sensors
from domains.care.judgement.judge_home import Judged, judge_home
from domains.care.judgement.memory import newly_heard
from domains.care.ports import Deaf, RhythmModel, Sign, SignKind

MONDAY = datetime(2026, 11, 1, 15, 0, tzinfo=UTC)
"""Monday 2 November 2026, midnight in Seoul."""
BEAT = timedelta(minutes=5)
WORTH = timedelta(minutes=11)


def at(day: float, hour: float = 0.0) -> datetime:
    """Local time, days from Monday on."""
    return MONDAY + timedelta(days=day, hours=hour)


@dataclass(frozen=True)
class Outage:
    """`backlog`: the home went on listening, and sends everything when it is over, within
    `drains`."""

    since: datetime
    lasts: timedelta
    backlog: bool = True
    drains: timedelta = timedelta(minutes=5)

    @property
    def until(self) -> datetime:
        return self.since + self.lasts

    def arrival(self, moment: datetime) -> datetime | None:
        """None where it is lost. A backlog comes in order, after the outage."""
        if not self.since <= moment < self.until:
            return moment
        if not self.backlog:
            return None
        return self.until + self.drains * ((moment - self.since) / self.lasts)


@dataclass
class Life:
    """What happens in a home, whoever hears of it."""

    signs: list[Sign] = field(default_factory=list)
    climate: list[Climate] = field(default_factory=list)
    emergencies: list[Emergency] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    told: list[Deaf] = field(default_factory=list)
    dies: dict[str, datetime] = field(default_factory=dict)
    """Sensors that say nothing from a moment on; else they beat as often as the home."""
    revives: dict[str, datetime] = field(default_factory=dict)
    """And when they beat again."""
    saves_battery: frozenset[str] = frozenset()
    """Those of which nobody would know for some hours."""
    answers: Callable[[Alarm, datetime], datetime | None] = lambda alarm, now: None
    """When she answers what was asked; None: never."""


def arrival(life: Life, moment: datetime) -> datetime | None:
    for outage in life.outages:
        if outage.since <= moment < outage.until:
            return outage.arrival(moment)
    return moment


def beats(life: Life, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """Heartbeats that were ever heard: their moment, and when they arrived."""
    moments = (since + BEAT * number for number in range(int((until - since) / BEAT) + 1))
    arrived = ((moment, arrival(life, moment)) for moment in moments)
    return [(moment, came) for moment, came in arrived if came is not None]


def deaf_of(
    heard: Sequence[tuple[datetime, datetime]], since: datetime, now: datetime
) -> list[Deaf]:
    """The holes between the heartbeats that have arrived by now."""
    out, covered = [], since
    for moment, came in heard:
        if came > now or moment < since or moment > now:
            continue
        if moment > covered:
            out.append(Deaf(covered, moment))
        covered = max(covered, moment + WORTH)
    if covered < now:
        out.append(Deaf(covered, now))
    return out


@dataclass(frozen=True)
class Look:
    now: datetime
    judged: Judged


async def live(
    life: Life,
    *,
    model: RhythmModel,
    since: datetime = MONDAY,
    until: datetime,
    circumstances: Circumstances | Callable[[datetime], Circumstances] = Circumstances(),
) -> list[Look]:
    """Every look that was taken from `since` on."""
    arriving = sorted(_arriving(life), key=lambda each: each[0])
    heard_beats = beats(life, since, until)
    home, now, looks, answered = newly_heard(since), since, [], []

    async def recall() -> Sequence[Sign]:
        return [sign for came, sign in arriving if came <= now and isinstance(sign, Sign)]

    before = since - timedelta(seconds=1)
    while now <= until:
        new = [each for came, each in arriving if before < came <= now]
        given = [moment for moment in answered if before < moment <= now]
        deaf = deaf_of(heard_beats, max(since, home.listens_since), now)
        judged = await judge_home(
            home,
            replace(
                _heard(new, given, [*deaf, *life.told], now), sensors=_sensors(life, deaf, now)
            ),
            model=model,
            recall=recall,
            circumstances=circumstances(now) if callable(circumstances) else circumstances,
            now=now,
        )
        looks.append(Look(now, judged))
        answered += [
            answer for alarm in judged.alarms if (answer := life.answers(alarm, now)) is not None
        ]
        home, before, now = judged.home, now, judged.look_again_at
    return looks


def _sensors(life: Life, deaf: Sequence[Deaf], now: datetime) -> Sensors:
    """Whatever has died beat until then, and beats again since it lives."""
    words = (
        LastWord(sensor, died_at, sensor not in life.saves_battery)
        for sensor, died_at in life.dies.items()
        if died_at <= now < life.revives.get(sensor, now + BEAT)
    )
    return sensors_of(words, deaf=deaf, now=now)


def _arriving(life: Life) -> Iterator[tuple[datetime, Sign | Climate | Emergency]]:
    for each in [*life.signs, *life.climate, *life.emergencies]:
        came = arrival(life, each.at)
        if came is not None:
            yield came, each


def _heard(new: list, answers: list[datetime], deaf: list[Deaf], now: datetime) -> Heard:
    in_order = sorted(new, key=lambda each: each.at)
    return Heard(
        signs=[each for each in in_order if isinstance(each, Sign)],
        climate=[each for each in in_order if isinstance(each, Climate)],
        emergencies=[
            Emergency(each.at, each.kind, each.sensor, now)
            for each in in_order
            if isinstance(each, Emergency)
        ],
        answers=answers,
        deaf=deaf,
    )


def alarms(looks: Sequence[Look]) -> list[Alarm]:
    return [alarm for look in looks for alarm in look.judged.alarms]


def motion(moment: datetime, room: str = "hall") -> Sign:
    return Sign(moment, SignKind.MOTION, room)


def door(moment: datetime) -> Sign:
    return Sign(moment, SignKind.DOOR, "front")


def switch(moment: datetime, what: str = "kettle") -> Sign:
    return Sign(moment, SignKind.POWER, what)


def stirring(since: datetime, until: datetime, *, every: timedelta) -> list[Sign]:
    """Somebody who is about, day and night."""
    return [motion(since + every * number) for number in range(int((until - since) / every))]
