"""Where the demo's staff work: a community centre with its desk, a class with its teacher."""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, UUID, uuid5

from api.seed.osan_schools import school_named
from domains.identity import public as identity
from domains.identity.public import RelationKind, Tie
from domains.identity.public import roles as offices
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

CENTRE = uuid5(NAMESPACE_URL, "osan-talk:demo:centre")
CLASS = uuid5(NAMESPACE_URL, "osan-talk:demo:class")
"""Names for the same rows at every planting."""


async def open_desks(
    people: Mapping[str, UUID],
    schools: Mapping[str, UUID],
    *,
    actor: Actor,
    clock: Clock,
    ids: Ids,
) -> None:
    """The counsellor's centre and the teacher's class; again changes nothing."""
    school = schools[school_named("운산초등학교").source_key]
    for unit in (
        offices.UnitCard(CENTRE, offices.UnitKind.CENTRE, "대원동 행복복지센터"),
        offices.UnitCard(school, offices.UnitKind.SCHOOL, "운산초등학교"),
        offices.UnitCard(CLASS, offices.UnitKind.CLASS, "운산초등학교 3학년 2반", school),
    ):
        await offices.register_unit(actor, unit, clock=clock, ids=ids)
    await offices.grant_role(
        actor=actor,
        person_id=people["counsellor"],
        role=Role.CENTRE_STAFF,
        unit_id=CENTRE,
        clock=clock,
        ids=ids,
    )
    tie = Tie(RelationKind.TEACHER_CLASS, people["teacher"], CLASS)
    await identity.grant_relation(actor=actor, tie=tie, clock=clock, ids=ids)
