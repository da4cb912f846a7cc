"""`grantRelation`: staff who have seen the evidence tie two people."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.identity.public import RelationKind, Tie
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import DUTY, REGISTRARS, Subject
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.types import PersonalTie
from gateway.once import REQUEST_ID, once
from gateway.permissions import AnyOf, HasRole
from gateway.plain_text import plain_text
from gateway.wording import FOR_DEVELOPERS

LONGEST_EVIDENCE = 120


@strawberry.input(description="Who will stand in for whom, and on what evidence.")
class GrantRelationInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    kind: PersonalTie = strawberry.field(description="What the holder is to the subject.")
    holder_id: strawberry.ID = strawberry.field(
        description="The parent or guardian, as a Person; never yourself."
    )
    subject_id: strawberry.ID = strawberry.field(description="The child or senior, as a Person.")
    evidence: str = strawberry.field(
        description="What was shown, such as a family register and its date. No resident number."
    )
    ends_at: datetime | None = strawberry.field(
        default=None, description="When the tie ends by itself; leave out for no end."
    )


@strawberry.type(description="The tie stands from now on.")
class GrantRelationSuccess:
    relation_id: strawberry.ID = strawberry.field(description="The tie, for endRelation.")


@strawberry.type(description="The same tie stands; nothing was changed.")
class RelationAlreadyStands:
    relation_id: strawberry.ID = strawberry.field(description="The tie, for endRelation.")


@strawberry.type(description="You are the holder yourself: a colleague must check the evidence.")
class RelationNotYoursToGrant:
    message: str = strawberry.field(
        default="Nobody appoints themselves: a colleague must check the evidence.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="The holder or the subject is unknown.")
class PersonNotFound:
    message: str = strawberry.field(
        default="The holder or the subject is unknown.", description=FOR_DEVELOPERS
    )


GrantRelationResult = Annotated[
    GrantRelationSuccess | RelationAlreadyStands | RelationNotYoursToGrant | PersonNotFound,
    strawberry.union("GrantRelationResult"),
]

Granting = GrantRelationSuccess | RelationAlreadyStands | RelationNotYoursToGrant | PersonNotFound


@strawberry.type
class GrantRelationMutation:
    @mutation(
        allow=AnyOf(HasRole(Role.OFFICER), HasRole(Role.OPERATOR)),
        about=Subject("input.subjectId", open_to=REGISTRARS),
        under=DUTY,
        description="Tie a parent to a child, or a guardian to a senior, on evidence seen.",
    )
    async def grant_relation(self, info: Info, input: GrantRelationInput) -> GrantRelationResult:
        return await once(
            info,
            input,
            perform=lambda: _grant(info.context, input),
            members=[
                GrantRelationSuccess,
                RelationAlreadyStands,
                RelationNotYoursToGrant,
                PersonNotFound,
            ],
        )


async def _grant(world: Context, input: GrantRelationInput) -> Granting:
    outcome = await identity.grant_relation(
        actor=world.actor, tie=_tie(world, input), clock=world.clock, ids=world.ids
    )
    match outcome:
        case identity.Granted(relation_id=key):
            return GrantRelationSuccess(relation_id=global_id("Relation", key))
        case identity.AlreadyStands(relation_id=key):
            return RelationAlreadyStands(relation_id=global_id("Relation", key))
        case identity.MayNotGrant():
            return RelationNotYoursToGrant()
        case identity.NobodyToTie():
            return PersonNotFound()
        case unreachable:
            assert_never(unreachable)


def _tie(world: Context, input: GrantRelationInput) -> Tie:
    holder, subject = uuid_of(input.holder_id, "Person"), uuid_of(input.subject_id, "Person")
    if holder == subject:
        raise RequestRefused("Nobody stands in for themselves.", code="BAD_USER_INPUT")
    if input.ends_at is not None and input.ends_at <= world.clock.now():
        raise RequestRefused("A tie ends after it begins.", code="BAD_USER_INPUT")
    return Tie(
        kind=RelationKind(input.kind),
        holder_id=holder,
        subject_id=subject,
        evidence=plain_text(input.evidence, what="Evidence", longest=LONGEST_EVIDENCE),
        ends_at=input.ends_at,
    )
