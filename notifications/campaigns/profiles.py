"""Receivers who are alike in all that the gate reads: one profile, decided about once.

A profile is what one row of an audience shows of its person; its key is the text of those columns,
computed by PostgreSQL. A city of a million has a few dozen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from domains.consent.public import Purpose
from domains.kernel.clock import seoul_date
from notifications import gate
from notifications.gate import AgeBand, Content, Receiver
from notifications.notification import Category
from notifications.preferences.wishes import COLUMNS, NO_WISHES, wishes_of
from notifications.segments.condition import Parameters, holds

MOST_KNOWN: Final = 4096
"""Then a worker forgets them and learns the living ones anew."""

_WISHES: Final = tuple(column.strip().removeprefix("preferences.") for column in COLUMNS.split(","))


@dataclass(frozen=True, slots=True)
class ProfileSql:
    """Of one statement: the tables to join, and the columns `profile` is made of, with names."""

    joins: str
    columns: str
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """The profile as one text, the same for all who are alike."""
        return f"ROW({', '.join(self.names)})::text"


def profile_sql(content: Content, parameters: Parameters, *, among: str = "") -> ProfileSql:
    """What the gate reads of somebody for this content: no more, so that profiles stay few.

    `people` is the alias of identity.audience_people; `among` is a condition on each joined table,
    such as `.person_id >= $1`.
    """
    columns: dict[str, str] = {}
    joins = ""
    if content.category is Category.ADVERTISING or content.purpose is not None:
        joins += _join("consent.audience", "consents", among)
    if content.purpose is not None:
        columns["agreed"] = _holds(content.purpose, parameters)
    if content.category is Category.ADVERTISING:
        columns["age"] = _age_band(parameters)
        columns["adverts"] = _holds(Purpose.COMMERCE_ADVERTISING, parameters)
        columns["nights"] = _holds(Purpose.COMMERCE_ADVERTISING_NIGHT, parameters)
    if content.category is not Category.SAFETY:
        joins += _join("notifications.preferences", "preferences", among)
        columns |= {name: f"preferences.{name}" for name in _WISHES}
    columns = columns or {"anybody": "TRUE"}
    listed = ", ".join(f"{column} AS {name}" for name, column in columns.items())
    return ProfileSql(joins, listed, tuple(columns))


def receiver_of(content: Content, row: Mapping[str, Any], *, belongs: bool = True) -> Receiver:
    """The receiver that a profile's columns describe."""
    agreed = content.purpose is not None and row["agreed"]
    consents = frozenset({content.purpose}) if agreed and content.purpose else frozenset()
    return Receiver(
        belongs=belongs,
        consents=consents,
        age=AgeBand(row.get("age", AgeBand.UNKNOWN)),
        opted_in_to_advertising=row.get("adverts", False),
        opted_in_to_nights=row.get("nights", False),
        wishes=wishes_of(row) if _WISHES[0] in row else NO_WISHES,
    )


@dataclass(slots=True)
class Known:
    """The receivers that a worker has met, by content and key; so a page is read once."""

    _met: dict[tuple[Category, Purpose | None], dict[str, Receiver]] = field(default_factory=dict)

    def of(self, content: Content) -> dict[str, Receiver]:
        """By key; may be added to."""
        met = self._met.setdefault((content.category, content.purpose), {})
        if len(met) > MOST_KNOWN:
            met.clear()
        return met


def _join(table: str, alias: str, among: str) -> str:
    on = f"{alias}.person_id = people.person_id"
    return f" LEFT JOIN {table} {alias} ON {on}" + (f" AND {alias}{among}" if among else "")


def _holds(purpose: Purpose, parameters: Parameters) -> str:
    return f"coalesce({holds('consents', purpose, parameters)}, FALSE)"


def _age_band(parameters: Parameters) -> str:
    by = parameters.add(gate.born_by(seoul_date(parameters.at)), "date")
    return (
        f"CASE WHEN people.birth_date IS NULL THEN '{AgeBand.UNKNOWN}'"
        f" WHEN people.birth_date <= {by} THEN '{AgeBand.FROM_14}'"
        f" ELSE '{AgeBand.UNDER_14}' END"
    )
