"""Who speaks, or may come to speak, for somebody."""

from uuid import UUID

from domains.identity import public as identity
from domains.identity.invitation_policy import Offer, Stage
from domains.identity.models import GuardianshipClaim, Invitation, StandIn
from domains.identity.vocabulary import RelationKind
from domains.kernel import personal
from tests.matrix.things.plot import YEARS, Plot, plants


@plants("Invitation")
async def _invitation(plot: Plot) -> UUID:
    """The person asked, somebody answered, and the person may say whether it was right."""
    now = plot.clock.now()
    invitation = await Invitation.create(
        id=plot.ids.new(),
        offer=Offer.SENIOR_GUARDIAN,
        stage=Stage.ACCEPTED,
        code_hash=plot.ids.new().bytes,
        inviter_id=plot.person,
        holder_id=plot.bystander,
        subject_id=plot.person,
        made_at=now,
        expires_at=now + YEARS,
        accepted_by=plot.bystander,
        accepted_at=now,
    )
    return invitation.id


@plants("GuardianshipClaim")
async def _claim(plot: Plot) -> UUID:
    claim = await GuardianshipClaim.create(
        id=plot.ids.new(),
        kind=RelationKind.SENIOR_GUARDIAN,
        holder_id=plot.person,
        subject_id=plot.bystander,
        brought_by=plot.person,
        evidence=await personal.seal(plot.person, "후견등기사항증명서"),
        brought_at=plot.clock.now(),
    )
    return claim.id


@plants("StandIn")
async def _stand_in(plot: Plot) -> UUID:
    return await _stands_in(plot, plot.person, witnessed=True)


@plants("UnwitnessedStandIn")
async def _unwitnessed(plot: Plot) -> UUID:
    """For somebody else: a person has one at a time."""
    somebody = await identity.enrol_person(
        provider="test",
        subject=str(plot.ids.new()),
        profile=identity.Profile(display_name="할머니"),
        clock=plot.clock,
        ids=plot.ids,
    )
    return await _stands_in(plot, somebody, witnessed=False)


async def _stands_in(plot: Plot, person: UUID, *, witnessed: bool) -> UUID:
    now = plot.clock.now()
    account = await StandIn.create(
        id=plot.ids.new(),
        person_id=person,
        centre_id=plot.centre,
        proof_kind="id_card",
        proof=await personal.seal(person, "주민등록증 사본"),
        opened_by=plot.bystander,
        opened_at=now,
        witnessed_by=plot.bystander if witnessed else None,
        witnessed_at=now if witnessed else None,
    )
    return account.id
