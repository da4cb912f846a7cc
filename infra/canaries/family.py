"""Ties between the planted and their neighbours, each with its evidence."""

from infra.canaries.town import CENTRE, Town

CLAIMED = "... on ClaimGuardianshipSuccess { claimId }"
CONFIRMED = "... on ConfirmInvitationSuccess { claimId }"


async def claim(town: Town, holder: str, child: str) -> None:
    """A guardian shows papers, an officer believes them."""
    claimed = await town[holder].tell(
        "claimGuardianship",
        CLAIMED,
        kind="PARENT_CHILD",
        subjectId=town[child].id,
        evidence=town.notebook.word(child, "evidence of guardianship"),
    )
    await _confirm(town, claimed["claimId"])


async def claim_in_vain(town: Town, child: str) -> None:
    """A stranger's claim is refused with a reason."""
    claimed = await town["stranger"].tell(
        "claimGuardianship",
        CLAIMED,
        kind="PARENT_CHILD",
        subjectId=town[child].id,
        evidence=town.notebook.word(child, "a stranger's evidence"),
    )
    await town["officer"].tell(
        "refuseGuardianship",
        "... on RefuseGuardianshipSuccess { claimId }",
        claimId=claimed["claimId"],
        reason=town.notebook.word(child, "reason of a refusal"),
    )


async def invite(town: Town, inviter: str, guest: str, *, about: str | None = None) -> None:
    """A code is read out, the other becomes guardian, an officer confirms.

    The planted one of the two owns the evidence: with them it must go.
    """
    child = {} if about is None else {"childId": town[about].id}
    made = await town[inviter].tell(
        "makeInvitation",
        "... on MakeInvitationSuccess { code invitationId }",
        offer="PARENT_CHILD",
        otherBecomes="HOLDER",
        **child,
    )
    planted = inviter if about is None else guest
    town.notebook.secret(planted, "invitation code", made["code"])
    await town[guest].tell(
        "acceptInvitation",
        "... on AcceptInvitationSuccess { invitationId }",
        code=made["code"],
        evidence=town.notebook.word(planted, "evidence of an invitation"),
    )
    confirmed = await town[inviter].tell(
        "confirmInvitation", CONFIRMED, invitationId=made["invitationId"]
    )
    await _confirm(town, confirmed["claimId"])


async def stand_in(town: Town, part: str) -> None:
    """A senior without a phone gets an account at the centre's desk, and sits there once."""
    note = town.notebook
    opened = await town["counsellor"].tell(
        "openStandIn",
        "... on OpenStandInSuccess { standInId personId }",
        centreId=CENTRE,
        displayName=note.word(part, "display name"),
        birthDate=note.birth_date(part, 1944).isoformat(),
        locale="KO",
        proofKind="WELFARE_CARD",
        proof=note.word(part, "proof at the desk"),
        spokenConfirmation=note.word(part, "place of the recording"),
    )
    await town["counsellor"].tell(
        "beginSitting", "... on BeginSittingSuccess { personId }", standInId=opened["standInId"]
    )
    town.stand_in(part, opened["personId"])


async def _confirm(town: Town, claim_id: str) -> None:
    await town["officer"].tell(
        "confirmGuardianship",
        "... on ConfirmGuardianshipSuccess { relationId }",
        claimId=claim_id,
    )
