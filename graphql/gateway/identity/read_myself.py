"""`me` and `myDevices`: one's own affairs."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.identity.public import PersonCard, RelationKind, StandingRelation
from domains.kernel.errors import Unauthenticated
from gateway.connections import Connection, page_of, page_request
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import query
from gateway.global_ids import Node, global_id
from gateway.identity.types import Child, Device, Guardian, Person, Ward, device_type
from gateway.permissions import SignedIn

CHILDREN, SENIORS = RelationKind.PARENT_CHILD, RelationKind.SENIOR_GUARDIAN
GUARDIANS = frozenset({RelationKind.PARENT_CHILD, RelationKind.SENIOR_GUARDIAN})

Cards = dict[UUID, PersonCard]


@strawberry.type
class MyselfQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="You: your offices, the children whose parent you are, and your guardians.",
    )
    async def me(self, info: Info) -> Person:
        person = await _myself(info.context)
        if person is None:
            raise Unauthenticated
        return person

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="The devices in your care, newest first: yours and your children's. "
        "Revoked ones are gone from it.",
    )
    async def my_devices(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Device]:
        page = page_request(first=first, after=after)
        rows = await identity.devices_in_care_of(
            _me(info.context), limit=page.fetch, before=page.after_id, clock=info.context.clock
        )
        return page_of(rows, page, key=lambda row: str(row.device_id), node=device_type)


async def fetch_person(info: Info, key: UUID) -> Node | None:
    """Only oneself can be fetched by id."""
    return await _myself(info.context) if key == info.context.actor.person_id else None


def _me(world: Context) -> UUID:
    """Whoever speaks: at a community centre's desk, the person who sits there."""
    if world.actor.speaks_for is None:
        raise Unauthenticated
    return world.actor.speaks_for


async def _myself(world: Context) -> Person | None:
    me, now = _me(world), world.clock.now()
    ties = await identity.standing_relations_of(me, at=now)
    cards = await identity.people({me, *(end for tie in ties for end in _ends(tie))})
    if me not in cards:
        return None
    return Person(
        id=global_id("Person", me),
        display_name=cards[me].display_name,
        locale=cards[me].locale,
        roles=sorted(await identity.roles_of(me, at=now)),
        birth_date=cards[me].birth_date,
        children=_children(me, ties, cards),
        wards=_wards(me, ties, cards),
        guardians=_guardians(me, ties, cards),
    )


def _ends(tie: StandingRelation) -> tuple[UUID, UUID]:
    return tie.holder_id, tie.subject_id


def _children(me: UUID, ties: Sequence[StandingRelation], cards: Cards) -> list[Child]:
    return [
        Child(
            id=global_id("Person", tie.subject_id),
            display_name=cards[tie.subject_id].display_name,
            relation_id=global_id("Relation", tie.relation_id),
            since=tie.since,
        )
        for tie in ties
        if tie.holder_id == me and tie.kind is CHILDREN and tie.subject_id in cards
    ]


def _wards(me: UUID, ties: Sequence[StandingRelation], cards: Cards) -> list[Ward]:
    return [
        Ward(
            id=global_id("Person", tie.subject_id),
            display_name=cards[tie.subject_id].display_name,
            relation_id=global_id("Relation", tie.relation_id),
            since=tie.since,
            sees=sorted(tie.sees),
        )
        for tie in ties
        if tie.holder_id == me and tie.kind is SENIORS and tie.subject_id in cards
    ]


def _guardians(me: UUID, ties: Sequence[StandingRelation], cards: Cards) -> list[Guardian]:
    return [
        Guardian(
            id=global_id("Person", tie.holder_id),
            display_name=cards[tie.holder_id].display_name,
            kind=tie.kind,
            relation_id=global_id("Relation", tie.relation_id),
            since=tie.since,
            sees=sorted(tie.sees),
        )
        for tie in ties
        if tie.subject_id == me and tie.kind in GUARDIANS
    ]
