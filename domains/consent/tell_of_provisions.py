"""A location was given to a third party: who must hear of it hears at once, or a digest is set.

Told is the person or, while under fourteen, the guardians, who act for the child (위치정보법 §25).
A third party is neither one of those, who were told by receiving it, nor the city itself: what its
own offices look at is use, not provision (§19②), and stands in the record like all the rest.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from domains.consent import timers
from domains.consent.catalogue import Purpose
from domains.consent.events import LocationProvided, LocationProvidedDigest, Provisions
from domains.consent.policy import own_word_from
from domains.consent.provision_notices import Period, ProvisionNotices, period_of
from domains.consent.timers import Alarm, Kind
from domains.identity import public as identity
from domains.kernel import outbox, sql
from domains.kernel.actor import Role
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids

OFFICES = frozenset({Role.OPERATOR, Role.OFFICER, Role.DPO})
"""The city's own, who answer for the service themselves."""

Given = Mapping[UUID, Sequence[Purpose]]
"""Whose location was given, and for what."""


async def tell_of_provisions(given: Given, *, receiver_id: UUID, clock: Clock, ids: Ids) -> None:
    """Within the transaction that gives it; nothing for one's own location."""
    subjects = [subject for subject in given if subject != receiver_id]
    if not subjects:
        return
    rows = await sql.fetch(
        """
        SELECT subject_id, notices FROM consent.notice_choices
        WHERE subject_id = ANY($1::uuid[]) AND notices <> 'at_once'
        """,
        subjects,
    )
    together = {row["subject_id"]: ProvisionNotices(row["notices"]) for row in rows}
    if together:
        await _set_digests(together, clock=clock, ids=ids)
    at_once = [subject for subject in subjects if subject not in together]
    told = await who_is_told(at_once, at=clock.now()) if at_once else {}
    told = {subject: persons for subject, persons in told.items() if receiver_id not in persons}
    if not told or await _is_of_the_city(receiver_id, at=clock.now()):
        return
    news = [
        LocationProvided(person, subject, receiver_id, tuple(given[subject]), clock.now())
        for subject, persons in told.items()
        for person in persons
    ]
    await outbox.record_all(news, clock=clock, ids=ids)


async def _is_of_the_city(person_id: UUID, *, at: datetime) -> bool:
    return bool(OFFICES & await identity.roles_of(person_id, at=at))


async def _set_digests(
    together: Mapping[UUID, ProvisionNotices], *, clock: Clock, ids: Ids
) -> None:
    today = seoul_date(clock.now())
    periods = {subject: period_of(today, notices) for subject, notices in together.items()}
    alarms = [
        Alarm(Kind.DIGEST, subject, period.begins, period.told_at)
        for subject, period in sorted(periods.items())
    ]
    await timers.set_each(alarms, ids=ids)


async def tell_digest(alarm: Alarm, *, clock: Clock, ids: Ids) -> None:
    """Fire a digest's timer: an event for each person told, where there is something to tell."""
    period = Period(seoul_date(alarm.about), seoul_date(alarm.due_at - timedelta(days=1)))
    rows = await sql.fetch(
        """
        SELECT receiver_id, purposes, count(*) AS times FROM consent.location_uses
        WHERE subject_id = $1 AND act = 'provide' AND at >= $2 AND at < $3
          AND receiver_id <> subject_id
        GROUP BY receiver_id, purposes
        """,
        alarm.subject_id,
        period.begins,
        period.ends,
    )
    told = await who_is_told([alarm.subject_id], at=clock.now())
    news = [_digest(alarm.subject_id, person, period, rows) for person in told[alarm.subject_id]]
    await outbox.record_all([one for one in news if one.times], clock=clock, ids=ids)


async def who_is_told(subjects: Collection[UUID], *, at: datetime) -> Mapping[UUID, list[UUID]]:
    """By subject, whom the law has told of its provisions."""
    cards = await identity.people(subjects, named=False)
    young = [one for one, card in cards.items() if _is_young(card.birth_date, at)]
    guardians = await identity.guardians_of_each(young, at=at) if young else {}
    return {one: list(guardians[one]) if one in guardians else [one] for one in cards}


def _is_young(birth_date: date | None, at: datetime) -> bool:
    return birth_date is not None and at < own_word_from(birth_date)


def _digest(
    subject_id: UUID, person_id: UUID, period: Period, rows: Sequence[Any]
) -> LocationProvidedDigest:
    """One's own looks are no news."""
    others = [row for row in rows if row["receiver_id"] != person_id]
    counted: Counter[tuple[UUID, str]] = Counter()
    for row in others:
        for purpose in row["purposes"]:
            counted[(row["receiver_id"], purpose)] += row["times"]
    return LocationProvidedDigest(
        person_id=person_id,
        subject_id=subject_id,
        first=period.first,
        last=period.last,
        times=sum(row["times"] for row in others),
        provisions=tuple(Provisions(*key, times) for key, times in sorted(counted.items())),
    )
