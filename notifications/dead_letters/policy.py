"""Who may handle what was given up. Pure."""

from domains.kernel.actor import Actor, Role


def may_operate(actor: Actor) -> bool:
    """An operator who speaks for nobody else, or the console of the house itself."""
    if actor.system is not None:
        return True
    return actor.stand_in_id is None and actor.has(Role.OPERATOR)
