"""Somebody's things, one of each type that an id can name: planted for each person of the matrix.

A new type of id needs a function in one of the files here: `@plants("Parcel")`, and it gives back
the row's key.
"""

from uuid import UUID

from tests.matrix.things import campaigns, care, commute, inbox, offices, rights, sign_ins, ties
from tests.matrix.things.plot import PLANTED, Plot

__all__ = [
    "Plot",
    "campaigns",
    "care",
    "commute",
    "inbox",
    "offices",
    "plant_all",
    "rights",
    "sign_ins",
    "ties",
]


async def plant_all(plot: Plot) -> dict[str, UUID]:
    """One of each."""
    plot.things["Person"] = plot.person
    for node_type in PLANTED:
        await plot.thing(node_type)
    return plot.things
