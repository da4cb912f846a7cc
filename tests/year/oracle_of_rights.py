"""What must become of rights cases, breaches and copies: by the words of the law."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domains.governance.public import CaseKind
from tests.year.due import Due
from tests.year.korea import DAY, at, day_of, first_working_from, last_working_until
from tests.year.oracle_of_consents import FAR
from tests.year.plans import BreachPlan, CasePlan, CopyPlan, Plans

TEN_DAYS, THIRTY_DAYS = 10, 30
REMINDED, AGAIN = timedelta(days=3), timedelta(days=7)


@dataclass
class _Clock:
    """The legal clock of one case while it is reckoned."""

    last: date
    since: datetime
    rung: set[tuple[str, date]] = field(default_factory=set)


class RightsOracle:
    """Everything that is due at the desk."""

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self._back = plans.back_at

    def dues(self) -> Iterator[Due]:
        for case in self._plans.cases:
            yield from self._of_case(case)
        for breach in self._plans.breaches:
            yield from self._of_breach(breach)
        for copy in self._plans.copies:
            yield from self._of_copy(copy)

    def _staff(self, when: datetime, *roles: str) -> frozenset[str]:
        return frozenset(
            one.key
            for one in self._plans.officers
            if one.role in roles and (one.ends_at is None or one.ends_at > when)
        )

    def _of_case(self, case: CasePlan) -> Iterator[Due]:
        to_citizen = frozenset({case.applicant})
        flags = {what for when, what in case.steps if when == case.opened_at}
        steps = [(when, what) for when, what in case.steps if when > case.opened_at]
        if "draft" in flags:
            yield from self._reminders(case, case.opened_at, steps[0][0] if steps else FAR)
            return
        yield Due(case.opened_at, case.opened_at, "case opened", case.key, to_citizen)
        clock = _Clock(last_day(case), case.opened_at)
        for number, (when, what) in enumerate(steps):
            after = steps[number + 1][0] if number + 1 < len(steps) else FAR
            if what != "bring proof":
                yield from self._rings(case, clock, until=when)
            match what:
                case "answered" | "refused":
                    yield Due(when, when, "case answered", case.key, to_citizen)
                case "extended":
                    days = TEN_DAYS if case.kind is CaseKind.ACCESS else THIRTY_DAYS
                    clock.last = first_working_from(clock.last + DAY * days)
                    yield Due(when, when, "case put off", f"{case.key} {clock.last}", to_citizen)
                case "ask proof":
                    yield Due(when, when, "case waits", case.key, to_citizen)
                    yield from self._reminders(case, when, after)
                case "bring proof":
                    theirs = max((day_of(when) - day_of(clock.since)).days - 1, 0)
                    clock.last = first_working_from(clock.last + DAY * theirs)
            clock.since = when
        if not steps or steps[-1][1] in ("extended", "bring proof"):
            yield from self._rings(case, clock, until=FAR)

    def _rings(self, case: CasePlan, clock: _Clock, *, until: datetime) -> Iterator[Due]:
        """Those that ring between the last step and the next one; each once a deadline."""
        last = clock.last
        moments = {
            "case due in 3 days": at(last_working_until(last - 3 * DAY), 9),
            "case due in 1 day": at(last_working_until(last - DAY), 9),
            "case overdue": at(last + DAY),
        }
        for what, moment in moments.items():
            due = max(moment, clock.since)
            seen = self._back(due)
            if seen < until and (what, last) not in clock.rung:
                clock.rung.add((what, last))
                told = self._staff(seen, "officer", "dpo")
                yield Due(due, seen, what, f"{case.key} {last}", told)

    def _reminders(self, case: CasePlan, since: datetime, until: datetime) -> Iterator[Due]:
        """Three days later, then each week, as long as it waits."""
        end = at(self._plans.order.last)
        due = since + REMINDED
        while (seen := self._back(due)) < min(until, end):
            yield Due(due, seen, "case waits", case.key, frozenset({case.applicant}))
            due = seen + AGAIN

    def _of_breach(self, breach: BreachPlan) -> Iterator[Due]:
        """72 hours from knowing, through any feast; a warning a day before."""
        for what, hours in (("breach due soon", 48), ("breach overdue", 72)):
            due = max(breach.found_at + timedelta(hours=hours), breach.opened_at)
            seen = self._back(due)
            if seen < (breach.told_at or FAR):
                yield Due(due, seen, what, breach.key, self._staff(seen, "dpo"))

    def _of_copy(self, copy: CopyPlan) -> Iterator[Due]:
        only, seen = frozenset({copy.applicant}), self._back(copy.asked_at)
        yield Due(copy.asked_at, copy.asked_at, "case opened", copy.key, only)
        yield Due(copy.asked_at, seen, "case answered", copy.key, only)
        yield Due(copy.asked_at, seen, "copy ready", copy.key, only)
        ends = copy.asked_at + timedelta(days=7)
        yield Due(ends, self._back(ends), "copy destroyed", copy.key, None)


def last_day(case: CasePlan) -> date:
    """민법 §157: the day on which it came does not count; §161."""
    days = THIRTY_DAYS if case.kind is CaseKind.OBJECTION else TEN_DAYS
    return first_working_from(day_of(case.opened_at) + DAY * days)
