"""A segment as one SQL condition over what identity and consent publish. No value is in its text.

It speaks of `people` (identity.audience_people) and `devices` (identity.audience_devices, null for
people without an installation). Every question about other rows is `EXISTS (… OFFSET 0)`: an index
probe a person, which the planner can never turn into a join of whole tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never
from uuid import UUID

from domains.consent.public import CATALOGUE, Purpose
from domains.identity.public import RelationKind
from domains.kernel.actor import Role
from domains.kernel.clock import seoul_date
from notifications.segments.birthdays import born_by
from notifications.segments.segment import (
    Age,
    AgreedTo,
    AllOf,
    AnyOf,
    BelongsTo,
    Everybody,
    Holds,
    Not,
    Segment,
    Speaks,
    StandsFor,
    Uses,
)


@dataclass(slots=True)
class Parameters:
    """The values of one statement: each gets the next number, and is told apart by nothing else."""

    at: datetime
    values: list[object] = field(default_factory=list)
    _moment: str = ""

    def add(self, value: object, sql_type: str) -> str:
        """Its place in the text, `$7::uuid`. The type is a word of ours."""
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"

    def moment(self) -> str:
        """The place of `at`, the same wherever it is asked for."""
        self._moment = self._moment or self.add(self.at, "timestamptz")
        return self._moment


def condition_of(segment: Segment, parameters: Parameters, *, who: str = "people") -> str:
    """The condition under which a row is in the segment; its values join `parameters`.

    `who` is the alias of the person asked about, a word of ours. Two-valued: unknown is false.
    """
    match segment:
        case Everybody():
            return "TRUE"
        case Age(at_least=low, at_most=high):
            return _age(low, high, parameters, who)
        case Holds(role):
            return _office(role, parameters, who)
        case StandsFor(tie, whom):
            return _tie(tie, whom, parameters, who)
        case Speaks(locale):
            return f"{who}.locale = {parameters.add(locale.value, 'text')}"
        case Uses(platform):
            return (
                f"(devices.platform IS NOT DISTINCT FROM {parameters.add(platform.value, 'text')})"
            )
        case AgreedTo(purpose):
            return _consent(purpose, parameters, who)
        case BelongsTo(unit_id):
            return _unit(unit_id, parameters, who)
        case AllOf(of):
            return _joined(" AND ", (condition_of(one, parameters, who=who) for one in of))
        case AnyOf(of):
            return _joined(" OR ", (condition_of(one, parameters, who=who) for one in of))
        case Not(of):
            return f"NOT ({condition_of(of, parameters, who=who)})"
        case unreachable:
            assert_never(unreachable)


def _joined(word: str, parts: Iterable[str]) -> str:
    return f"({word.join(parts)})"


def _age(low: int | None, high: int | None, parameters: Parameters, who: str) -> str:
    day, parts = seoul_date(parameters.at), [f"{who}.birth_date IS NOT NULL"]
    if low is not None:
        parts.append(f"{who}.birth_date <= {parameters.add(born_by(day, age=low), 'date')}")
    if high is not None:
        parts.append(f"{who}.birth_date > {parameters.add(born_by(day, age=high + 1), 'date')}")
    return _joined(" AND ", parts)


def _stands(row: str, parameters: Parameters) -> str:
    at = parameters.moment()
    return f"{row}.starts_at <= {at} AND ({row}.ends_at IS NULL OR {row}.ends_at > {at})"


def _office(role: Role, parameters: Parameters, who: str) -> str:
    return f"""EXISTS (SELECT FROM identity.audience_offices o
        WHERE o.person_id = {who}.person_id AND o.role = {parameters.add(role.value, "text")}
          AND {_stands("o", parameters)} OFFSET 0)"""


def _tie(kind: RelationKind, whom: Segment | None, parameters: Parameters, who: str) -> str:
    subject = f"{who}_of"
    narrowed = "" if whom is None else _whom(whom, parameters, subject)
    return f"""EXISTS (SELECT FROM identity.audience_ties t
        WHERE t.holder_id = {who}.person_id AND t.kind = {parameters.add(kind.value, "text")}
          AND {_stands("t", parameters)} {narrowed} OFFSET 0)"""


def _whom(whom: Segment, parameters: Parameters, subject: str) -> str:
    return f"""AND EXISTS (SELECT FROM identity.audience_people {subject}
        WHERE {subject}.person_id = t.subject_id
          AND {condition_of(whom, parameters, who=subject)} OFFSET 0)"""


def _consent(purpose: Purpose, parameters: Parameters, who: str) -> str:
    return f"""EXISTS (SELECT FROM consent.audience c
        WHERE c.person_id = {who}.person_id AND {holds("c", purpose, parameters)} OFFSET 0)"""


def holds(row: str, purpose: Purpose, parameters: Parameters) -> str:
    """Whether a row of `consent.audience` has a consent to the purpose that stands."""
    wanted = parameters.add(purpose.value, "text")
    oldest = parameters.add(CATALOGUE[purpose].oldest_valid(parameters.at), "int")
    return f"consent.holds({parameters.moment()}, {row}.purposes, {row}.terms, {wanted}, {oldest})"


def _unit(unit_id: UUID, parameters: Parameters, who: str) -> str:
    inside = f"""ARRAY(WITH RECURSIVE inside (unit_id) AS (
            SELECT {parameters.add(unit_id, "uuid")}
            UNION SELECT u.unit_id FROM identity.audience_units u
            JOIN inside ON u.within_id = inside.unit_id
        ) SELECT unit_id FROM inside)"""  # noqa: S608 - words of ours
    return f"""(EXISTS (SELECT FROM identity.audience_offices o
            WHERE o.person_id = {who}.person_id AND {_stands("o", parameters)}
              AND o.unit_id = ANY ({inside}) OFFSET 0)
        OR EXISTS (SELECT FROM identity.audience_ties t
            WHERE t.holder_id = {who}.person_id AND {_stands("t", parameters)}
              AND t.subject_id = ANY ({inside}) OFFSET 0))"""  # noqa: S608 - words of ours
