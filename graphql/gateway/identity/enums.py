"""The enums of identity, described for the schema; imported before any type that uses them."""

import strawberry

from domains.identity.public import (
    Platform,
    RelationKind,
    SharingScope,
    guardianships,
    invitations,
    roles,
    stand_ins,
)
from domains.kernel.actor import Role

strawberry.enum(Role, description="An office that somebody holds.")
strawberry.enum(
    Platform, name="DevicePlatform", description="What a device is; a TRACKER is never pushed to."
)
strawberry.enum(RelationKind, description="Who stands in for whom.")
strawberry.enum(SharingScope, description="What a senior lets a guardian see.")
strawberry.enum(invitations.Offer, name="InvitationOffer", description="What comes of it.")
strawberry.enum(
    invitations.Side,
    name="InvitationSide",
    description="HOLDER: stands in for somebody. SUBJECT: is stood in for.",
)
strawberry.enum(invitations.Stage, name="InvitationStage", description="How far it has come.")
strawberry.enum(guardianships.ClaimDecision, description="How a claim ended.")
strawberry.enum(roles.UnitKind, description="What kind of place or body it is.")
strawberry.enum(stand_ins.ProofKind, description="What the person showed.")
