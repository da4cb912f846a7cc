"""Consent's part of the root types."""

import strawberry

from gateway.consent.grant_consent import GrantConsentMutation
from gateway.consent.read_consents import Query
from gateway.consent.withdraw_consent import WithdrawConsentMutation

__all__ = ["Mutation", "Query"]


@strawberry.type
class Mutation(GrantConsentMutation, WithdrawConsentMutation):
    """Consent's mutations, one file each."""
