"""Who handles campaigns, and by which law."""

from domains.kernel.actor import Role
from gateway.declarations import Law
from gateway.permissions import AnyOf, HasRole

STAFF = AnyOf(HasRole(Role.OFFICER), HasRole(Role.OPERATOR))

PUBLIC_TASK = Law("개인정보 보호법 §15①3")
"""The city tells its citizens what is its task to tell; advertising needs each one's own yes, which
the gate asks for."""
