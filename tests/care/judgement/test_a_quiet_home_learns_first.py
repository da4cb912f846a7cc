"""A quiet home learns first: no silence is an anomaly before its rhythm is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domains.care.cases.vocabulary import ConcernKind
from domains.care.judgement.heard import Emergency
from domains.care.ports import Quiet, Rhythm, StillLearning
from domains.kernel.provenance import Fallback, Silence
from tests.care.judgement.lived import Life, alarms, at, live, motion
from tests.care.judgement.metronome import BY, Metronome

LEARNS = timedelta(days=7)


@dataclass
class Learning(Metronome):
    """A metronome that keeps its judgement to itself for seven days."""

    begun: datetime | None = None

    async def judge(self, rhythm, new, *, now, **more):
        self.begun = self.begun or now
        said = await super().judge(rhythm, new, now=now, **more)
        if now - self.begun < LEARNS and isinstance(said, Quiet):
            return StillLearning(said.rhythm or Rhythm(""))
        return said


def quiet_days(days):
    """Three signs a day, hours apart: for her that is usual."""
    return [motion(at(day, hour)) for day in range(days) for hour in (7.5, 13, 19)]


async def test_before_it_is_known_rules_stand_alone_and_say_why():
    life = Life(quiet_days(12))
    found = alarms(await live(life, model=Learning(suspicious_h=4.0, grave_h=99), until=at(11)))
    early = [alarm for alarm in found if alarm.observed_at < at(7)]
    late = [alarm for alarm in found if alarm.observed_at > at(7, 12)]
    assert {alarm.by for alarm in early} <= {Fallback("fixed-timer", Silence.LEARNING)}
    assert {alarm.by for alarm in late} == {BY}


async def test_an_emergency_needs_no_learning():
    smoke = Emergency(at(0, 3), ConcernKind.SMOKE, "kitchen", at(0, 3))
    (alarm,) = alarms(await live(Life(emergencies=[smoke]), model=Learning(), until=at(0, 6)))
    assert alarm.kind is ConcernKind.SMOKE
