"""What a provider says about a person, as far as we take its word."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domains.identity.public import Profile
from domains.kernel.text import pick_locale


def read_profile(claims: Mapping[str, Any], *, proves_birth_date: bool) -> Profile:
    """The claims we use; a provider that does not say is not asked twice."""
    return Profile(
        display_name=str(claims.get("name") or claims.get("nickname") or "")[:80],
        locale=pick_locale(str(claims.get("locale", ""))),
        birth_date=_birth_date(claims.get("birthdate")) if proves_birth_date else None,
    )


def _birth_date(given: object) -> date | None:
    """OpenID Connect Core §5.1: YYYY-MM-DD, or a year alone, or 0000 for an unknown year."""
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None
