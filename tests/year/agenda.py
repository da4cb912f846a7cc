"""When each deed is done: the plans of everybody as one list in the order of time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from domains.consent.public import CATALOGUE, TextVersion
from domains.kernel.text import Catalogue
from tests import consent
from tests.year.city_life import CityLife, Deed
from tests.year.due import Probe
from tests.year.korea import DAY, at, completes
from tests.year.oracle_of_consents import A_SECOND, FAR, ConsentsOracle, questions
from tests.year.plans import Adult, CasePlan, Child, Plans, Reworded

FIRST_PHONES = 3
"""One person in so many has a phone that rings; everybody has an inbox."""


@dataclass(frozen=True)
class Entry:
    """`work` asks for a full round of the jobs after it; `before_jobs` is looked at first."""

    at: datetime
    deed: Deed
    work: bool = False
    after_jobs: bool = False


def agenda(plans: Plans, life: CityLife) -> list[Entry]:
    """Sorted; of one moment, what is only looked at comes first."""
    looks = [*_looks(plans, life)]
    deeds = [*_deeds(plans, life)]
    order = plans.order
    begins = at(order.first if order.early is None else order.early - 3 * DAY)
    until = at(order.last)
    entries = [e for e in (*looks, *deeds) if begins <= e.at < until]
    return sorted(entries, key=lambda entry: entry.at)


async def move_in(plans: Plans, life: CityLife) -> None:
    """Everybody lives here from the first moment on; who holds an office is appointed."""
    for officer in plans.officers:
        await life.takes_office(officer)
    for number, adult in enumerate(plans.adults):
        await life.moves_in(adult.key, adult.born, with_phone=number % FIRST_PHONES == 0)
    for number, child in enumerate(plans.children):
        rings = number % FIRST_PHONES == 0
        await life.moves_in(child.key, child.born, with_phone=rings)
        for guardian in child.guardians:
            await life.moves_in(guardian.key, date(1985, 5, 5), with_phone=rings)
            await life.guards(guardian.key, child.key, guardian.ends_at)


def _deeds(plans: Plans, life: CityLife) -> Iterator[Entry]:
    for reworded in plans.reworded:
        yield Entry(at(reworded.since), partial(_reword, reworded), work=True)
    for child in plans.children:
        yield from _of_child(child, life)
    for adult in plans.adults:
        yield from _of_adult(adult, plans, life)
    for case in plans.cases:
        yield from _of_case(case, life)
    for copy in plans.copies:
        yield Entry(copy.asked_at, partial(life.asks_for_copy, copy))
    for breach in plans.breaches:
        yield Entry(breach.opened_at, partial(life.finds_breach, breach))
        if breach.told_at is not None:
            yield Entry(breach.told_at, partial(life.tells_of_breach, breach))
    for invitation in plans.invitations:
        yield Entry(invitation.made_at, partial(life.invites, invitation))
        yield Entry(invitation.typed_at, partial(life.types_code, invitation))


def _of_child(child: Child, life: CityLife) -> Iterator[Entry]:
    for yes in (*child.yeses, *child.own):
        yield Entry(yes.given_at, partial(life.agrees, child.key, yes))
        if yes.withdrawn_at is not None:
            yield Entry(yes.withdrawn_at, partial(life.withdraws, child.key, yes))
    if child.corrected is not None:
        when, born = child.corrected
        yield Entry(when, partial(life.is_put_right, child, born))


def _of_adult(adult: Adult, plans: Plans, life: CityLife) -> Iterator[Entry]:
    for yes in (*adult.yeses, *(advert.yes for advert in adult.adverts)):
        yield Entry(yes.given_at, partial(life.agrees, adult.key, yes))
        if yes.withdrawn_at is not None:
            yield Entry(yes.withdrawn_at, partial(life.withdraws, adult.key, yes))
    for advert in adult.adverts:
        for question in questions(advert.yes):
            said = plans.back_at(question) + timedelta(hours=advert.answers_after_h)
            if advert.answer is None or said >= (advert.yes.withdrawn_at or FAR):
                break
            keep = advert.answer == "yes"
            yield Entry(said, partial(life.answers, advert.yes, keep=keep))
            if not keep:
                break


def _of_case(case: CasePlan, life: CityLife) -> Iterator[Entry]:
    flags = frozenset(what for when, what in case.steps if when == case.opened_at)
    yield Entry(case.opened_at, partial(life.opens_case, case, flags))
    for when, what in case.steps:
        if when > case.opened_at:
            yield Entry(when, partial(life.takes_step, case, what))


def _looks(plans: Plans, life: CityLife) -> Iterator[Entry]:
    for probe in ConsentsOracle(plans).probes():
        yield _probe(probe, life)
    for child in plans.children:
        for guardian in child.guardians:
            if guardian.ends_at is not None:
                guards = partial(life.guards_now, guardian.key, child.key)
                yield Entry(guardian.ends_at - A_SECOND, partial(guards, stands=True))
                yield Entry(guardian.ends_at, partial(guards, stands=False))
        yield from _eve(child, plans, life)
    for officer in plans.officers:
        if officer.ends_at is not None:
            holds = partial(life.holds_office_now, officer)
            yield Entry(officer.ends_at - A_SECOND, partial(holds, stands=True))
            yield Entry(officer.ends_at, partial(holds, stands=False))
    for copy in plans.copies:
        ends, looks = copy.asked_at + timedelta(days=7), partial(life.looks_at_copy, copy)
        yield Entry(ends - A_SECOND, partial(looks, there=True))
        yield Entry(ends, partial(looks, there=False))


def _probe(probe: Probe, life: CityLife) -> Entry:
    ask = partial(life.is_asked_for, probe.subject, probe.purpose, stands=probe.stands)
    return Entry(probe.at, ask)


def _eve(child: Child, plans: Plans, life: CityLife) -> Iterator[Entry]:
    """A position on the evening before; after the midnight's jobs it is gone."""
    fourteen = at(completes(child.born, 14))
    eve = fourteen - timedelta(hours=5)
    lasting = [y for y in child.yeses if y.term is None and y.withdrawn_at is None]
    if child.carries_phone and any(
        y.given_at < eve and y.purpose != "commute.arrival" for y in lasting
    ):
        yield Entry(eve, partial(life.says_where_it_is, child.key))
        gone = partial(life.has_left_no_trace, child.key)
        yield Entry(plans.back_at(fourteen), gone, after_jobs=True)


async def _reword(reworded: Reworded) -> None:
    """The next release declares another text."""
    terms = CATALOGUE[reworded.purpose]
    text = TextVersion(2, reworded.since, older_stand_until=reworded.older_until)
    words = Catalogue(Path(consent.__file__).parent / "second_text")
    CATALOGUE[reworded.purpose] = replace(terms, versions=(*terms.versions, text), words=words)
