"""Consent's part of the root types."""

import strawberry

from gateway.consent.choose_provision_notices import ChooseProvisionNoticesMutation
from gateway.consent.grant_consent import GrantConsentMutation
from gateway.consent.read_consents import ConsentsQuery
from gateway.consent.read_erasures import ErasuresQuery
from gateway.consent.read_history import HistoryQuery
from gateway.consent.reconfirm_consent import ReconfirmConsentMutation
from gateway.consent.withdraw_consent import WithdrawConsentMutation

__all__ = ["Mutation", "Query"]


@strawberry.type
class Query(ConsentsQuery, HistoryQuery, ErasuresQuery):
    """Consent's queries."""


@strawberry.type
class Mutation(
    GrantConsentMutation,
    WithdrawConsentMutation,
    ReconfirmConsentMutation,
    ChooseProvisionNoticesMutation,
):
    """Consent's mutations, one file each."""
