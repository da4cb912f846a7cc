"""What may follow what in a campaign's life, and who may do it. Pure."""

from enum import StrEnum
from typing import Final

from domains.kernel.actor import Actor, Role
from notifications.campaigns.vocabulary import CampaignState
from notifications.notification import Category

DRAFT, SCHEDULED, RUNNING = CampaignState.DRAFT, CampaignState.SCHEDULED, CampaignState.RUNNING
PAUSED, FINISHED, CANCELLED = (
    CampaignState.PAUSED,
    CampaignState.FINISHED,
    CampaignState.CANCELLED,
)


class Move(StrEnum):
    """What somebody does with a campaign."""

    CHANGE = "change"
    SCHEDULE = "schedule"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    FINISH = "finish"
    """Nobody's: it is what happens when everything was told, or the time is over."""


MOVES: Final[dict[Move, tuple[frozenset[CampaignState], CampaignState]]] = {
    Move.CHANGE: (frozenset({DRAFT, SCHEDULED}), DRAFT),
    Move.SCHEDULE: (frozenset({DRAFT}), SCHEDULED),
    Move.START: (frozenset({DRAFT, SCHEDULED}), RUNNING),
    Move.PAUSE: (frozenset({RUNNING}), PAUSED),
    Move.RESUME: (frozenset({PAUSED}), RUNNING),
    Move.CANCEL: (frozenset({DRAFT, SCHEDULED, RUNNING, PAUSED}), CANCELLED),
    Move.FINISH: (frozenset({RUNNING, PAUSED}), FINISHED),
}
"""From where, and to where."""

ENDED: Final = frozenset({FINISHED, CANCELLED})


def after(state: CampaignState, move: Move) -> CampaignState | None:
    """The state that follows; None where the move cannot be made from here."""
    origins, target = MOVES[move]
    return target if state in origins else None


def is_done(state: CampaignState, move: Move) -> bool:
    """Whether a second attempt finds it done: somebody pressed twice, or two pressed at once."""
    return move is not Move.CHANGE and state is MOVES[move][1] and after(state, move) is None


def may_see(actor: Actor) -> bool:
    """Campaigns are the city's: officers and operators see all of them."""
    return actor.stand_in_id is None and (actor.has(Role.OFFICER) or actor.has(Role.OPERATOR))


def may_handle(actor: Actor, category: Category) -> bool:
    """An alarm to a part of the city is the control room's; the rest is officers' work too."""
    if category is Category.SAFETY:
        return actor.stand_in_id is None and actor.has(Role.OPERATOR)
    return may_see(actor)
