"""The oracle's list beside the witness's: each due thing on its day, once, to whom it concerns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from notifications.emulator.exchange import Exchange
from tests.year.due import Due
from tests.year.korea import at, day_of
from tests.year.oracle_of_consents import ConsentsOracle
from tests.year.oracle_of_rights import RightsOracle
from tests.year.plans import Plans
from tests.year.witness import Seen, Witness

LATE = timedelta(minutes=5)
"""A sweep comes each minute and takes two hundred."""


@dataclass
class Line:
    """One kind of thing that was due; `waited` is the longest that an outage kept it waiting."""

    due: int = 0
    on_the_day: int = 0
    early: int = 0
    late: int = 0
    missing: int = 0
    too_often: int = 0
    wrongly_told: int = 0
    delayed: int = 0
    waited: timedelta = timedelta(0)


@dataclass
class Verdict:
    lines: dict[str, Line] = field(default_factory=lambda: defaultdict(Line))
    faults: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.faults


def judge(plans: Plans, witness: Witness) -> Verdict:
    """Compare everything that falls within the run."""
    verdict, begins, ends = Verdict(), at(plans.order.first), at(plans.order.last)
    begins = begins if plans.order.early is None else at(plans.order.early) - timedelta(days=3)
    oracles = (ConsentsOracle(plans), RightsOracle(plans))
    dues = [due for oracle in oracles for due in oracle.dues() if begins <= due.seen_at < ends]
    expected, seen = _grouped(dues), _grouped(witness.seen.values())
    for name in sorted(expected.keys() | seen.keys()):
        wanted = sorted(expected.get(name, []), key=lambda due: due.seen_at)
        found = sorted(seen.get(name, []), key=lambda one: one.at)
        _compare(plans, name, wanted, found, verdict)
    if witness.given_up:
        verdict.faults.append(f"{witness.given_up} events were given up")
    return verdict


def _grouped(things: Iterable) -> Mapping[tuple[str, str], list]:
    groups = defaultdict(list)
    for thing in things:
        groups[thing.what, thing.whom].append(thing)
    return groups


def _compare(
    plans: Plans, name: tuple[str, str], wanted: list[Due], found: list[Seen], verdict: Verdict
) -> None:
    line = verdict.lines[name[0]]
    line.due += len(wanted)
    if len(found) > len(wanted):
        line.too_often += len(found) - len(wanted)
        verdict.faults.append(f"{name}: {len(found)} times, due {len(wanted)}: {_times(found)}")
    if len(found) < len(wanted):
        line.missing += len(wanted) - len(found)
        verdict.faults.append(f"{name}: {len(found)} times, due {_dues(wanted)}")
    for due, seen in zip(wanted, found, strict=False):
        _compare_one(plans, due, seen, line, verdict)


def _compare_one(plans: Plans, due: Due, seen: Seen, line: Line, verdict: Verdict) -> None:
    on_the_day = day_of(seen.at) == day_of(due.seen_at)
    line.on_the_day += on_the_day
    line.early += (early := seen.at < due.seen_at)
    line.late += (late := seen.at > due.seen_at + LATE)
    line.delayed += due.seen_at > due.at
    line.waited = max(line.waited, seen.at - due.at)
    if early or late or not on_the_day:
        verdict.faults.append(f"{due.what} {due.whom}: {seen.at:%F %T}Z, due {due.seen_at}")
    told_by = plans.back_at(seen.at) + LATE
    if due.told is None:
        return
    if seen.told != due.told:
        line.wrongly_told += 1
        verdict.faults.append(f"{due.what} {due.whom}: told {seen.told}, due {set(due.told)}")
    elif seen.told_at is None or seen.told_at > told_by:
        line.wrongly_told += 1
        verdict.faults.append(f"{due.what} {due.whom}: told at {seen.told_at}, due {told_by}")


def judge_phones(inboxes: Mapping[str, set[UUID]], push: Exchange) -> list[str]:
    """What lies in an inbox was shown on that person's phone once, with at most one sound."""
    faults = []
    for token, device in push.devices.items():
        key = token.removeprefix("phone of ")
        shown = [notice.event_id for notice in device.phone.history]
        if sorted(map(str, inboxes.get(key, set()))) != sorted(map(str, shown)):
            faults.append(f"{token}: {len(shown)} shown, {len(inboxes.get(key, ()))} in the inbox")
        faults += [
            f"{token}: shown {notice.shown_times} times, {notice.alerts} sounds"
            for notice in device.phone.history
            if notice.shown_times > 1 or notice.alerts > 1
        ]
    return faults


def _times(found: list[Seen]) -> str:
    return ", ".join(f"{one.at:%F %T}Z" for one in found)


def _dues(wanted: list[Due]) -> str:
    return ", ".join(_text(due.seen_at) for due in wanted)


def _text(moment: datetime) -> str:
    return f"{moment:%F %T}"
