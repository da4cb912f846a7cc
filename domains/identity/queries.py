"""What identity answers about people and relations: each one statement, whatever the number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from domains.identity.vocabulary import NAMELESS, PersonCard, RelationKind
from domains.kernel import personal, sql
from domains.kernel.actor import Role
from domains.kernel.text import Locale


async def guardians_of(
    child_id: UUID, *, at: datetime, kind: RelationKind = RelationKind.PARENT_CHILD
) -> list[UUID]:
    """Who stands in for one person at a moment, longest-standing first."""
    return list((await guardians_of_each([child_id], at=at, kind=kind))[child_id])


async def guardians_of_each(
    child_ids: Collection[UUID],
    *,
    at: datetime,
    kind: RelationKind = RelationKind.PARENT_CHILD,
) -> Mapping[UUID, Sequence[UUID]]:
    """The guardians of many people at once; a person without any has an empty list."""
    rows = await sql.fetch(
        """
        SELECT subject_id, holder_id FROM identity.relations
        WHERE subject_id = ANY($1::uuid[]) AND kind = $2
          AND starts_at <= $3 AND (ends_at IS NULL OR ends_at > $3)
        ORDER BY starts_at, id
        """,
        list(child_ids),
        kind,
        at,
    )
    found: dict[UUID, list[UUID]] = {child: [] for child in child_ids}
    for row in rows:
        found[row["subject_id"]].append(row["holder_id"])
    return found


async def children_of(parent_id: UUID, *, at: datetime) -> list[UUID]:
    """Whose parent somebody is at a moment."""
    return await subjects_of(parent_id, kind=RelationKind.PARENT_CHILD, at=at)


async def subjects_of(holder_id: UUID, *, kind: RelationKind, at: datetime) -> list[UUID]:
    """For whom or what somebody stands in: children, a class, a shop, a dong."""
    rows = await sql.fetch(
        """
        SELECT subject_id FROM identity.relations
        WHERE holder_id = $1 AND kind = $2
          AND starts_at <= $3 AND (ends_at IS NULL OR ends_at > $3)
        ORDER BY starts_at, id
        """,
        holder_id,
        kind,
        at,
    )
    return [row["subject_id"] for row in rows]


async def is_guardian(
    *,
    holder_id: UUID,
    subject_id: UUID,
    at: datetime,
    kind: RelationKind = RelationKind.PARENT_CHILD,
) -> bool:
    """Whether the relation stands at this very moment; its end counts as ended."""
    return holder_id in await guardians_of(subject_id, at=at, kind=kind)


async def people(
    ids: Collection[UUID], *, even_nameless: bool = False, named: bool = True
) -> dict[UUID, PersonCard]:
    """The cards of those who exist among `ids`; one look into the key store for all their names.

    Who asks for languages and ages only says `named=False`: nothing is opened, the names are empty.
    `even_nameless` is for calls for help: while the key store is down their cards have no names.
    Anybody else gets KeysUnavailable then.
    """
    rows = await sql.fetch(
        """
        SELECT id, display_name, locale, birth_date FROM identity.people
        WHERE id = ANY($1::uuid[])
        """,
        list(ids),
    )
    sealed = [(row["id"], row["display_name"]) for row in rows]
    names = await _names(sealed, even_nameless) if named else [NAMELESS for _ in rows]
    return {
        row["id"]: PersonCard(row["id"], name, Locale(row["locale"]), row["birth_date"])
        for row, name in zip(rows, names, strict=True)
    }


async def _names(sealed: Sequence[tuple[UUID, bytes]], even_nameless: bool) -> list[str]:
    try:
        return [name or NAMELESS for name in await personal.open_each(sealed)]
    except personal.KeysUnavailable:
        if even_nameless:
            return [NAMELESS for _ in sealed]
        raise


async def person_of_account(*, provider: str, subject: str) -> UUID | None:
    """Who signs in under this name of a provider; None while nobody has."""
    rows = await sql.fetch(
        "SELECT person_id FROM identity.accounts WHERE provider = $1 AND subject = $2",
        provider,
        subject,
    )
    return rows[0]["person_id"] if rows else None


async def role_holders(role: Role, *, at: datetime, unit_id: UUID | None = None) -> list[UUID]:
    """Who holds an office at a moment, anywhere or at one place."""
    rows = await sql.fetch(
        """
        SELECT DISTINCT person_id FROM identity.role_grants
        WHERE role = $1 AND starts_at <= $2 AND (ends_at IS NULL OR ends_at > $2)
          AND ($3::uuid IS NULL OR unit_id = $3)
        ORDER BY person_id
        """,
        role,
        at,
        unit_id,
    )
    return [row["person_id"] for row in rows]


async def roles_of(person_id: UUID, *, at: datetime) -> frozenset[Role]:
    """The offices that somebody holds at a moment."""
    return (await roles_of_each([person_id], at=at)).get(person_id, frozenset())


async def roles_of_each(
    person_ids: Collection[UUID], *, at: datetime
) -> Mapping[UUID, frozenset[Role]]:
    """The offices of many people at once; people without one are left out."""
    rows = await sql.fetch(
        """
        SELECT person_id, role FROM identity.role_grants
        WHERE person_id = ANY($1::uuid[])
          AND starts_at <= $2 AND (ends_at IS NULL OR ends_at > $2)
        """,
        list(person_ids),
        at,
    )
    held: dict[UUID, set[Role]] = defaultdict(set)
    for row in rows:
        held[row["person_id"]].add(Role(row["role"]))
    return {person: frozenset(roles) for person, roles in held.items()}
