"""The provider's answer as the browser brings it, before any token is fetched."""

from collections.abc import Mapping

from infra.oidc.metadata import Metadata
from infra.oidc.refusal import Refusal


def problem_with(answer: Mapping[str, str], metadata: Metadata) -> Refusal | None:
    """What is wrong with it; None when it brings a code of the provider that we asked."""
    issuer = answer.get("iss")
    if issuer != metadata.issuer and (issuer is not None or metadata.names_itself):
        return Refusal.PROVIDER_MIXED_UP
    if "error" in answer:
        declined = answer["error"] == "access_denied"
        return Refusal.CITIZEN_DECLINED if declined else Refusal.PROVIDER_SAYS_NO
    return None if answer.get("code") else Refusal.PROVIDER_GARBLED
