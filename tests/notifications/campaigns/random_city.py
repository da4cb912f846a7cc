"""Small cities drawn by hypothesis: people with phones, ties, offices, consents and wishes.

They are planted as plain rows: what a segment or the gate reads of somebody, and nothing else.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import orjson
from hypothesis import strategies as st

from domains.consent.public import Purpose
from domains.identity.public import Platform, RelationKind
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.text import Locale

SCHOOL, CLASS = UUID(int=0xA), UUID(int=0xB)
"""The class stands within the school."""

RUNG = (Platform.ANDROID, Platform.IOS, Platform.WEB)
PURPOSES = (
    Purpose.COMMERCE_ADVERTISING,
    Purpose.COMMERCE_ADVERTISING_NIGHT,
    Purpose.COMMUTE_BUS,
)
ROLES = (Role.OFFICER, Role.SCHOOL_ADMIN)


@dataclass(frozen=True)
class Wish:
    """A row of preferences."""

    muted: tuple[str, ...] = ()
    quiet: tuple[int, int] | None = None
    digest_at: int | None = None
    digested: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citizen:
    """One person; `children` are positions in the city, `until` ends their consents."""

    born: date | None
    locale: Locale
    phones: tuple[Platform, ...]
    offices: frozenset[tuple[Role, UUID | None]]
    children: frozenset[int]
    teaches: bool
    agreed: frozenset[Purpose]
    until: timedelta | None
    wish: Wish | None


@dataclass(frozen=True)
class City:
    """Who lives there; ids are positions."""

    people: tuple[Citizen, ...]
    at: datetime
    ids: tuple[UUID, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", tuple(UUID(int=100 + n) for n in range(len(self.people))))

    def phone_ids(self, person: int) -> list[UUID]:
        return [UUID(int=(person + 1) << 20 | n) for n, _ in enumerate(self.people[person].phones)]


quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
words = st.sampled_from(
    [f"{category}.{way}" for category in ("service", "advertising") for way in ("fcm", "web_push")]
)
wishes = st.builds(
    Wish,
    muted=st.sets(words).map(lambda found: tuple(sorted(found))),
    quiet=st.none() | st.tuples(quarters, quarters),
    digest_at=st.none() | quarters,
    digested=st.sets(st.sampled_from(["service", "advertising"])).map(
        lambda found: tuple(sorted(found))
    ),
)
citizens = st.builds(
    Citizen,
    born=st.none() | st.dates(date(1940, 1, 1), date(2025, 12, 31)) | st.just(date(2012, 2, 29)),
    locale=st.sampled_from(Locale),
    phones=st.lists(st.sampled_from(RUNG), max_size=3).map(tuple),
    offices=st.frozensets(
        st.tuples(st.sampled_from(ROLES), st.sampled_from([None, SCHOOL, CLASS])), max_size=2
    ),
    children=st.frozensets(st.integers(0, 11), max_size=2),
    teaches=st.booleans(),
    agreed=st.frozensets(st.sampled_from(PURPOSES)),
    until=st.none() | st.sampled_from([timedelta(hours=-1), timedelta(0), timedelta(days=2)]),
    wish=st.none() | wishes,
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 3, 2))  # noqa: DTZ001


async def plant(city: City) -> None:
    """Instead of whoever lived there before."""
    for table in _EMPTIED:
        await sql.execute(f"DELETE FROM {table}")
    await _units(city)
    for number, citizen in enumerate(city.people):
        await _person(city, number, citizen)
    for number, citizen in enumerate(city.people):
        await _ties(city, number, citizen)


async def forget_campaigns() -> None:
    """What an earlier example left running would be told in this one."""
    for table in _TOLD:
        await sql.execute(f"DELETE FROM {table}")


_TOLD = (
    "notifications.deliveries",
    "notifications.decisions",
    "notifications.inbox",
    "notifications.campaign_tallies",
    "notifications.campaigns",
    "notifications.notices",
    "notifications.stopped",
)
_EMPTIED = (
    *_TOLD,
    "notifications.preferences",
    "consent.standing",
    "identity.relations",
    "identity.role_grants",
    "identity.devices",
    "identity.units",
    "identity.people",
)


async def _units(city: City) -> None:
    await sql.execute(
        """
        INSERT INTO identity.units (id, kind, name, within_id, registered_at)
        VALUES ($1, 'school', '운산초', NULL, $3), ($2, 'class', '2-1', $1, $3)
        """,
        SCHOOL,
        CLASS,
        city.at,
    )


async def _person(city: City, number: int, citizen: Citizen) -> None:
    person = city.ids[number]
    await sql.execute(
        "INSERT INTO identity.people (id, display_name, birth_date, locale, created_at) "
        "VALUES ($1, '\\x00', $2, $3, $4)",
        person,
        citizen.born,
        citizen.locale.value,
        city.at,
    )
    for device, platform in zip(city.phone_ids(number), citizen.phones, strict=True):
        await sql.execute(
            "INSERT INTO identity.devices (id, person_id, name, platform, push_token, created_at) "
            "VALUES ($1, $2, '\\x00', $3, $4, $5)",
            device,
            person,
            platform.value,
            f"token-{device}",
            city.at,
        )
    await _consents(city, person, citizen)
    await _wishes(city, person, citizen.wish)


async def _consents(city: City, person: UUID, citizen: Citizen) -> None:
    until = None if citizen.until is None else (city.at + citizen.until).isoformat()
    terms = {purpose.value: {"version": 1, "until": until} for purpose in citizen.agreed}
    await sql.execute(
        "INSERT INTO consent.standing (subject_id, purposes, terms, changed_at) "
        "VALUES ($1, $2, $3::jsonb, $4)",
        person,
        sorted(citizen.agreed),
        orjson.dumps(terms).decode(),
        city.at,
    )


async def _wishes(city: City, person: UUID, wish: Wish | None) -> None:
    if wish is None:
        return
    first, last = wish.quiet or (None, None)
    await sql.execute(
        "INSERT INTO notifications.preferences (person_id, muted, quiet_from, quiet_to, digest_at, "
        "digested, large_text, changed_at) VALUES ($1, $2, $3, $4, $5, $6, false, $7)",
        person,
        list(wish.muted),
        first,
        last,
        wish.digest_at,
        list(wish.digested),
        city.at,
    )


async def _ties(city: City, number: int, citizen: Citizen) -> None:
    subjects = [(RelationKind.PARENT_CHILD, city.ids[child]) for child in _children(city, number)]
    if citizen.teaches:
        subjects.append((RelationKind.TEACHER_CLASS, CLASS))
    for kind, subject in subjects:
        await sql.execute(
            "INSERT INTO identity.relations (id, kind, holder_id, subject_id, starts_at, "
            "granted_by) VALUES (gen_random_uuid(), $1, $2, $3, $4, 'system:tests')",
            kind.value,
            city.ids[number],
            subject,
            city.at - timedelta(days=1),
        )
    for role, unit in citizen.offices:
        await sql.execute(
            "INSERT INTO identity.role_grants (id, person_id, role, unit_id, starts_at, "
            "granted_by) VALUES (gen_random_uuid(), $1, $2, $3, $4, 'system:tests')",
            city.ids[number],
            role.value,
            unit,
            city.at - timedelta(days=1),
        )


def _children(city: City, number: int) -> list[int]:
    return [
        child
        for child in city.people[number].children
        if child < len(city.people) and child != number
    ]


def children_of(city: City, number: int) -> list[int]:
    """Positions of somebody's children; a number that nobody lives at is nobody."""
    return _children(city, number)
