"""How many people and installations a segment has, and what the gate would say to each.

One statement that groups the whole audience by profile; the gate is asked once a profile. What
comes back is as long as there are profiles, however large the city is.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from domains.kernel import sql
from notifications.campaigns.profiles import ProfileSql, profile_sql, receiver_of
from notifications.campaigns.verdict_table import rings, word_of
from notifications.channel import Channel
from notifications.gate import Content, decide
from notifications.segments.audience import AUDIENCE
from notifications.segments.condition import Parameters, condition_of
from notifications.segments.segment import Segment

NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Count:
    """At `at`: people by what the gate says (`allow.allowed`, `hold.night`, `deny.under_age`),
    all installations of theirs, and those that would ring, now or at the end of a hold.

    A campaign has no other way than to ring: for `without_installation` it stays in the inbox.
    """

    at: datetime
    people: Counter[str] = field(default_factory=Counter)
    without_installation: int = 0
    """Of the people, whatever the gate says: those with no app and no browser that could ring."""
    installations: int = 0
    ringing: int = 0
    held: int = 0
    """Of the ringing, those that wait first."""

    @property
    def receivers(self) -> int:
        """Everybody in the segment."""
        return self.people.total()


async def count(segment: Segment, content: Content, *, at: datetime) -> Count:
    """The segment of today, judged for the moment `at`: by the ages, consents and hours of then."""
    parameters = Parameters(at)
    profile = profile_sql(content, parameters)
    statement = _statement(profile, condition_of(segment, parameters))
    rows = await sql.fetch(statement, *parameters.values)
    return _summed(rows, content, at)


async def count_behind(segment: Segment, *, person_id: UUID, at: datetime) -> int:
    """The people of the segment behind a cursor: whom a campaign did not reach."""
    parameters = Parameters(at, [person_id])
    condition = condition_of(segment, parameters)
    rows = await sql.fetch(
        f"SELECT count(DISTINCT people.person_id)::int AS n FROM {AUDIENCE} "  # noqa: S608
        f"WHERE people.person_id > $1 AND {condition}",
        *parameters.values,
    )
    return int(rows[0]["n"])


def _statement(profile: ProfileSql, condition: str) -> str:
    names = ", ".join(profile.names)
    return f"""
        SELECT count(*)::int AS people, sum(phones)::int AS phones, sum(browsers)::int AS browsers,
               count(*) FILTER (WHERE phones + browsers = 0)::int AS without, {names}
        FROM (
            SELECT person_id, count(*) FILTER (WHERE platform IN ('android', 'ios')) AS phones,
                   count(*) FILTER (WHERE platform = 'web') AS browsers, {names}
            FROM (
                SELECT people.person_id, devices.platform, {profile.columns}
                FROM {AUDIENCE} {profile.joins} WHERE {condition}
            ) installations GROUP BY person_id, {names}
        ) persons GROUP BY {names}
        """  # noqa: S608 - words of ours; every value is a parameter


def _summed(rows: list[Any], content: Content, at: datetime) -> Count:
    people: Counter[str] = Counter()
    without = installations = ringing = held = 0
    for row in rows:
        verdict = decide(content, receiver_of(content, row), at)
        word = word_of(verdict)
        people[f"{word}.{verdict.reason}"] += row["people"]
        without += row["without"]
        installations += row["phones"] + row["browsers"]
        rung = row["phones"] * rings(verdict, Channel.FCM)
        rung += row["browsers"] * rings(verdict, Channel.WEB_PUSH)
        ringing += rung
        held += rung * (word == "hold")
    return Count(at, people, without, installations, ringing, held)
