"""What places are called: public ones openly, a family's own under the key of their child."""

from collections.abc import Collection, Sequence
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.kernel import personal, sql

NAMELESS = ""
"""The name of a place whose owner's key was destroyed: the edge says a neutral word for it."""

NAME: Final[LiteralString] = "p.name AS place_name, p.own_name, p.owner_id"
"""What `named` reads of each row, `p` being commute.places."""


async def named(rows: Sequence[Any]) -> list[str]:
    """The name of each row's place, in order; one look into the key store at most."""
    own = [(row["owner_id"], row["own_name"]) for row in rows if row["own_name"] is not None]
    opened = iter(await personal.open_each(own))
    return [
        row["place_name"] if row["own_name"] is None else next(opened) or NAMELESS for row in rows
    ]


async def place_names(place_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those places that exist."""
    rows = await sql.fetch(
        f"SELECT p.id, {NAME} FROM commute.places p WHERE p.id = ANY($1::uuid[])",  # noqa: S608
        list(place_ids),
    )
    return dict(zip((row["id"] for row in rows), await named(rows), strict=True))
