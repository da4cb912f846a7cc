"""What the year in the house came to, in the words of the straight year's figures."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from domains.care.public import cases
from domains.kernel import sql
from tests.care_in_the_house.her import AWAY_AFTER, Her
from tests.care_in_the_house.home import PYTHON, ROOT, Incident
from tests.care_in_the_house.moments import moment
from tests.care_in_the_house.order import Order
from tests.care_in_the_house.run import Lived

PROGRAM: Final = "tests.ml_serving.care_beside_the_house.tell_figures"
CLIMATE: Final = timedelta(hours=40)
"""A room that is too hot or too cold for so long after heating or cooling failed is that."""
OFFICES: Final = frozenset(set(cases.Rung) - {cases.Rung.COMPANION, cases.Rung.GUARDIAN})
TOLD_BY_SENSORS: Final = frozenset(
    {cases.ConcernKind.SMOKE, cases.ConcernKind.GAS, cases.ConcernKind.FALL, cases.ConcernKind.SOS}
)
_CASES: Final = """
    SELECT id, senior_id, opened_at, ended_at FROM care.cases ORDER BY opened_at, id
"""
_CONCERNS: Final = "SELECT case_id, kind, raised_at FROM care.case_concerns ORDER BY raised_at, id"
_STEPS: Final = "SELECT case_id, rung, at FROM care.case_steps ORDER BY at, id"


@dataclass
class Found:
    """Seconds after an incident; as `tests.ml_serving.care_year.told`."""

    incident: tuple[str, int, str]
    asked_s: float | None = None
    heard_s: float | None = None
    worker_s: float | None = None


@dataclass
class Told:
    name: str
    days: float
    found: list[Found] = field(default_factory=list)
    questions: int = 0
    guardian_calls: int = 0
    worker_alarms: dict[str, int] = field(default_factory=dict)

    def needless(self, kind: cases.ConcernKind) -> None:
        """A care worker heard of her though she was well."""
        self.worker_alarms[kind.value] = self.worker_alarms.get(kind.value, 0) + 1


@dataclass(frozen=True, slots=True)
class Episode:
    """A case as it went; `steps` are rungs and moments."""

    opened_at: datetime
    ended_at: datetime
    concerns: tuple[tuple[cases.ConcernKind, datetime], ...]
    steps: tuple[tuple[cases.Rung, datetime], ...]

    def first(self, rungs: frozenset[cases.Rung]) -> datetime | None:
        return min((at for rung, at in self.steps if rung in rungs), default=None)

    @property
    def kinds(self) -> set[cases.ConcernKind]:
        return {kind for kind, _ in self.concerns}


async def told_of(lived: Lived) -> list[Told]:
    """Of each home, in order."""
    episodes = await _episodes(lived.until)
    days = (lived.until - moment(lived.hers[0].flat.home.told["since"])) / timedelta(days=1)
    return [_told(her, episodes.get(her.flat.senior, []), days, lived.until) for her in lived.hers]


def _told(her: Her, episodes: Sequence[Episode], days: float, until: datetime) -> Told:
    told = Told(her.flat.home.name, days)
    incidents = [one for one in her.flat.home.incidents if moment(one.at) < until]
    lay = [(moment(one.at), moment(her.found[one.at])) for one in incidents if one.at in her.found]
    away = sum((min(found + AWAY_AFTER, until) - at for at, found in lay), timedelta(0))
    told.days -= away / timedelta(days=1)
    told.found = [_found(one, episodes, her) for one in incidents]
    for episode in episodes:
        if not any(episode.opened_at < found and at < episode.ended_at for at, found in lay):
            _count(told, episode, incidents)
    return told


def _found(incident: Incident, episodes: Sequence[Episode], her: Her) -> Found:
    at, found = moment(incident.at), Found((incident.kind.value, incident.at, incident.how))
    if not incident.is_lying:
        raised = [
            raised
            for episode in episodes
            for kind, raised in episode.concerns
            if kind is incident.kind and timedelta(0) <= raised - at < CLIMATE
        ]
        found.heard_s = found.worker_s = _after(min(raised, default=None), at)
        return found
    until = moment(her.found.get(incident.at, 2**43))
    during = [one for one in episodes if one.ended_at > at and one.opened_at <= until]
    for episode in during[:1]:
        found.asked_s = _after(episode.opened_at, at)
        found.heard_s = _after(episode.first(OFFICES | {cases.Rung.GUARDIAN}), at)
        found.worker_s = _after(episode.first(OFFICES), at)
    return found


def _count(told: Told, episode: Episode, incidents: Sequence[Incident]) -> None:
    """What was asked and raised though she was well."""
    if episode.kinds & TOLD_BY_SENSORS:
        return
    if episode.kinds == {cases.ConcernKind.TEMPERATURE}:
        if not any(
            one.kind is cases.ConcernKind.TEMPERATURE
            and timedelta(0) <= episode.opened_at - moment(one.at) < CLIMATE
            for one in incidents
        ):
            told.needless(cases.ConcernKind.TEMPERATURE)
        return
    told.questions += 1
    told.guardian_calls += episode.first(frozenset({cases.Rung.GUARDIAN})) is not None
    if episode.first(OFFICES) is not None:
        told.needless(episode.concerns[0][0])


def _after(at: datetime | None, since: datetime) -> float | None:
    return None if at is None else max(0.0, (at - since).total_seconds())


async def _episodes(until: datetime) -> dict[UUID, list[Episode]]:
    concerns, steps = await sql.fetch(_CONCERNS), await sql.fetch(_STEPS)
    out: dict[UUID, list[Episode]] = {}
    for row in await sql.fetch(_CASES):
        raised = [_concern(one) for one in concerns if one["case_id"] == row["id"]]
        taken = [(cases.Rung(s["rung"]), s["at"]) for s in steps if s["case_id"] == row["id"]]
        episode = Episode(row["opened_at"], row["ended_at"] or until, tuple(raised), tuple(taken))
        out.setdefault(row["senior_id"], []).append(episode)
    return out


def _concern(row: Any) -> tuple[cases.ConcernKind, datetime]:
    return cases.ConcernKind(row["kind"]), row["raised_at"]


def page_of(told: Sequence[Told], order: Order) -> str:
    """The straight year's page of the same homes, with one row more."""
    said = json.dumps([asdict(home) for home in told])
    command = [str(PYTHON), "-m", PROGRAM, f"--first-seed={order.first_seed}"]
    done = subprocess.run(
        [*command, f"--days={order.days}"],
        cwd=ROOT,
        input=said,
        text=True,
        check=True,
        stdout=subprocess.PIPE,
    )
    return done.stdout
