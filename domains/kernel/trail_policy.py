"""Who may search the audit, and how far; pure."""

from collections.abc import Mapping

from domains.kernel.actor import Actor, Role

EVERYTHING = ("",)

SEARCHED_BY: Mapping[Role, tuple[str, ...]] = {
    Role.DPO: EVERYTHING,
    Role.OFFICER: ("identity.",),
    Role.OPERATOR: ("commute.",),
}
"""What each office covers, as beginnings of actions: officers check families, offices and
stand-ins; operators watch the way to school. Nobody but the DPO sees who read the audit."""


def actions_open_to(actor: Actor) -> tuple[str, ...]:
    """Beginnings of the actions that this caller may search; empty for whom no office covers."""
    return tuple(
        begin for role, begins in SEARCHED_BY.items() if actor.has(role) for begin in begins
    )


def may_browse(actor: Actor) -> bool:
    """The DPO reviews everything; other offices must say whom or what they look for."""
    return actor.has(Role.DPO)
