"""A campaign as the engine needs it to send what waited: its words, and the gate's verdicts anew.

A `notifications.statements.Statement`. Whoever left the segment meanwhile is no longer told.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domains.kernel import sql
from domains.kernel.text import Locale
from notifications.campaigns.notice import CampaignNotice
from notifications.campaigns.profiles import profile_sql, receiver_of
from notifications.campaigns.wording import wording_of
from notifications.gate import Deny, Reason, Verdict, decide
from notifications.ports import Wording
from notifications.segments.audience import AUDIENCE
from notifications.segments.condition import Parameters, condition_of


@dataclass(frozen=True, slots=True)
class CampaignStatement:
    """One campaign's event."""

    notice: CampaignNotice

    def wording(
        self,
        *,
        locale: Locale,
        with_position: bool,  # noqa: ARG002
        expires_at: datetime,
    ) -> Wording:
        return wording_of(self.notice, locale, expires_at=expires_at)

    async def verdicts(self, people: Collection[UUID], *, now: datetime) -> Mapping[UUID, Verdict]:
        """Profile by profile, in one statement. What once waited for a digest waits no more."""
        return await regate(self.notice, people, now=now)


async def regate(
    notice: CampaignNotice, people: Collection[UUID], *, now: datetime
) -> dict[UUID, Verdict]:
    """What the gate says today of each of them."""
    content = replace(notice.content, digestible=False)
    parameters = Parameters(now, [list(people)])
    profile = profile_sql(content, parameters)
    condition = condition_of(notice.segment, parameters)
    names = ", ".join(profile.names)
    rows = await sql.fetch(
        f"""
        SELECT array_agg(person_id) AS people, belongs, {names} FROM (
            SELECT person_id, bool_or(belongs) AS belongs, {names} FROM (
                SELECT people.person_id, {condition} AS belongs, {profile.columns}
                FROM {AUDIENCE} {profile.joins} WHERE people.person_id = ANY($1::uuid[])
            ) installations GROUP BY person_id, {names}
        ) persons GROUP BY belongs, {names}
        """,  # noqa: S608 - words of ours; every value is a parameter
        *parameters.values,
    )
    verdicts: dict[UUID, Verdict] = dict.fromkeys(people, Deny(Reason.RELATION_ENDED))
    for row in rows:
        receiver = receiver_of(content, row, belongs=row["belongs"])
        verdicts |= dict.fromkeys(row["people"], decide(content, receiver, now))
    return verdicts
