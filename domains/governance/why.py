"""Why the desk's entries of the audit were made."""

from domains.kernel.actor import Actor
from domains.kernel.audit import Why


def of_rights(actor: Actor) -> Why:
    """Somebody asked for a right; what the house then does by itself is automatic."""
    return Why.AUTOMATIC if actor.system is not None else Why.RIGHTS_REQUEST
