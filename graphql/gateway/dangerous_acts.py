"""The dangerous acts of the public schema, in one place to review.

Whoever holds a stolen phone or token must not be able to do these: they hand power over somebody
to another person, or give out or destroy what cannot be called back. Each asks for a sign-in of
the last minutes (`permissions.Fresh`), a session that stands and counted attempts, and each waits
while nobody can tell. A test compares this list with the schema, so that neither grows alone.

Over REST `/auth/link` asks the same of whoever adds another way to sign in.
"""

from collections.abc import Mapping

DANGEROUS: Mapping[str, str] = {
    "grantRelation": "lets somebody stand in for another person",
    "confirmInvitation": "lets an invited guardian in",
    "confirmGuardianship": "makes somebody a child's legal guardian",
    "grantRole": "gives an office",
    "decideRole": "gives an office",
    "openStandIn": "opens an account for a person without a phone",
    "handOverStandIn": "gives such an account to its person",
    "beginSitting": "lets a centre's desk act as a person",
    "startSafetyCampaign": "rings the phones of a part of the city, through the night",
    "requestRightsExport": "gives everything that is known of a person",
    "unlinkAccount": "takes away a way to sign in",
    "carryOutErasure": "destroys what cannot be brought back",
    "carryOutSuspension": "stops what somebody may depend on",
}
"""Root field, and why."""
