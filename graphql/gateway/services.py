"""What the composition root hands to resolvers, beyond the database that use cases reach."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Services:
    """Adapters behind the domains' ports; `api.bootstrap` builds them, one field each."""
