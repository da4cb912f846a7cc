"""`grantRelation`: whoever may give a tie gives it; one between people waits for a colleague."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.identity.public import RelationKind, Tie, guardianships
from domains.kernel import personal
from gateway.context import Context, Info
from gateway.declarations import DUTY, Subject
from gateway.declarations import Tie as Whose
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.granting_offices import GIVES_TIES, TIE_GIVERS
from gateway.identity.guardianship_types import TooManyClaims
from gateway.identity.types import PersonalTie
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh
from gateway.plain_text import plain_text
from gateway.wording import FOR_DEVELOPERS

LONGEST_EVIDENCE = 120
BETWEEN_PEOPLE = frozenset(RelationKind(kind) for kind in PersonalTie)


@strawberry.input(description="Who will stand in for whom, or where, and on what evidence.")
class GrantRelationInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    kind: RelationKind = strawberry.field(description="What the holder is to the subject.")
    holder_id: strawberry.ID = strawberry.field(
        description="The parent, guardian, teacher, merchant or officer, as a Person; never "
        "yourself."
    )
    subject_id: strawberry.ID = strawberry.field(
        description="The child or senior, as a Person; else the class, shop or dong, as a Unit."
    )
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


@strawberry.type(description="A tie between people takes two: it waits for a colleague's check.")
class RelationAwaitsColleague:
    claim_id: strawberry.ID = strawberry.field(description="As in their guardianshipQueue.")


@strawberry.type(description="You are the holder yourself, or your office gives no such tie there.")
class RelationNotYoursToGrant:
    message: str = strawberry.field(
        default="Nobody appoints themselves, and each office gives its own ties only.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="The holder or the subject is unknown.")
class PersonNotFound:
    message: str = strawberry.field(
        default="The holder or the subject is unknown.", description=FOR_DEVELOPERS
    )


GrantRelationResult = Annotated[
    GrantRelationSuccess
    | RelationAwaitsColleague
    | RelationAlreadyStands
    | RelationNotYoursToGrant
    | PersonNotFound
    | TooManyClaims,
    strawberry.union("GrantRelationResult"),
]


@strawberry.type
class GrantRelationMutation:
    @mutation(
        allow=Fresh(GIVES_TIES),
        about=Subject("input.subjectId", open_to=TIE_GIVERS | {Whose.SELF}, blind=True),
        under=DUTY,
        description="Tie a teacher to a class, a merchant to a shop, an officer to a dong. A "
        "parent and a child, or a guardian and a senior, on evidence seen, wait for a second "
        "officer.",
    )
    async def grant_relation(self, info: Info, input: GrantRelationInput) -> GrantRelationResult:
        tie = _tie(info.context, input)
        if tie.kind in BETWEEN_PEOPLE:
            claim = await _claim(tie)
            return await once(info, input, perform=lambda: _bring(info.context, claim))
        return await once(info, input, perform=lambda: _grant(info.context, tie))


async def _claim(tie: Tie) -> guardianships.Claim:
    return guardianships.Claim(
        kind=tie.kind,
        holder_id=tie.holder_id,
        subject_id=tie.subject_id,
        evidence=await personal.seal(tie.holder_id, tie.evidence or ""),
        ends_at=tie.ends_at,
    )


async def _bring(world: Context, claim: guardianships.Claim) -> GrantRelationResult:
    if claim.holder_id == world.actor.person_id:
        return RelationNotYoursToGrant()
    outcome = await guardianships.claim_guardianship(
        world.actor, claim, clock=world.clock, ids=world.ids
    )
    match outcome:
        case guardianships.Claimed(claim_id=key):
            return RelationAwaitsColleague(claim_id=global_id("GuardianshipClaim", key))
        case guardianships.MayNotClaim():
            return RelationNotYoursToGrant()
        case guardianships.TooManyClaims(most=most):
            return TooManyClaims(limit=most)
        case unreachable:
            assert_never(unreachable)


async def _grant(world: Context, tie: Tie) -> GrantRelationResult:
    outcome = await identity.grant_relation(
        actor=world.actor, tie=tie, clock=world.clock, ids=world.ids
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
    holder = uuid_of(input.holder_id, "Person")
    subject = uuid_of(input.subject_id, "Person" if input.kind in BETWEEN_PEOPLE else "Unit")
    if holder == subject:
        raise RequestRefused("Nobody stands in for themselves.", code="BAD_USER_INPUT")
    if input.ends_at is not None and input.ends_at <= world.clock.now():
        raise RequestRefused("A tie ends after it begins.", code="BAD_USER_INPUT")
    return Tie(
        kind=input.kind,
        holder_id=holder,
        subject_id=subject,
        evidence=plain_text(input.evidence, what="Evidence", longest=LONGEST_EVIDENCE),
        ends_at=input.ends_at,
    )
