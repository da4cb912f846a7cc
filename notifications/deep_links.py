"""Where a tap leads; the patterns are published in `mobile_contracts/deeplinks.yaml`."""

from uuid import UUID

SCHEME = "osantalk"


def visit(*, child_id: UUID, visit_id: UUID) -> str:
    """One visit on the child's timeline."""
    return f"{SCHEME}://commute/children/{child_id}/visits/{visit_id}"


def today(*, child_id: UUID) -> str:
    """The child's timeline of the day."""
    return f"{SCHEME}://commute/children/{child_id}/today"


def unreached(*, person_id: UUID) -> str:
    """A person whose phones an alarm did not reach, for the operators."""
    return f"{SCHEME}://people/{person_id}/unreached"


def sos(*, sos_id: UUID) -> str:
    """An SOS, with the button that acknowledges it."""
    return f"{SCHEME}://sos/{sos_id}"
