"""Which one sentence stands on her screen, and which one action below it. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from domains.care.cases.vocabulary import CaseState, Level
from domains.care.check_ins.todays_check_in import Today


class HomeState(StrEnum):
    """What her screen says; each has a sentence in the catalogue."""

    WAITS_FOR_CENTRE = "waits_for_centre"
    PAUSED = "paused"
    ASKED = "asked"
    EMERGENCY = "emergency"
    """119 has been told, and has it."""
    URGENT = "urgent"
    """As grave, but 119 has nothing yet: a human may be deciding, or it cannot be reached. Whoever
    reads that 119 knows does not dial it."""
    SOMEBODY_COMES = "somebody_comes"
    """A person has taken it upon themselves to look after her."""
    PEOPLE_ASKED = "people_asked"
    MISSED = "missed"
    RAISED = "raised"
    ANSWERED = "answered"
    NOT_YET = "not_yet"
    NO_PLAN = "no_plan"


class HomeAction(StrEnum):
    """What the one button does."""

    FINE = "fine"
    CALL_ME = "call_me"
    BACK = "back"
    """She is home again: the pause ends."""
    CALL_CENTRE = "call_centre"
    """Answered no more: no centre's number is known here, so nothing could be dialled."""
    CALL_119 = "call_119"
    """The telephone: while nobody looks after her, nothing on the screen reaches anybody."""


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What the sentence rests on. `case` is the open one; None where nothing is the matter.
    `is_119_coming`: 119 took it, and knows where she lives."""

    stands: bool
    paused: bool
    today: Today
    case: tuple[Level, CaseState] | None
    is_119_coming: bool = False


BY_TODAY = {
    Today.NO_PLAN: HomeState.NO_PLAN,
    Today.PAUSED: HomeState.PAUSED,
    Today.NOT_YET: HomeState.NOT_YET,
    Today.ASKED: HomeState.ASKED,
    Today.ANSWERED: HomeState.ANSWERED,
    Today.RAISED: HomeState.RAISED,
    Today.MISSED: HomeState.MISSED,
}

ACTIONS = {
    HomeState.WAITS_FOR_CENTRE: HomeAction.CALL_119,
    HomeState.PAUSED: HomeAction.BACK,
    HomeState.ASKED: HomeAction.FINE,
    HomeState.EMERGENCY: HomeAction.CALL_ME,
    HomeState.URGENT: HomeAction.CALL_ME,
    HomeState.SOMEBODY_COMES: HomeAction.CALL_ME,
    HomeState.PEOPLE_ASKED: HomeAction.FINE,
    HomeState.MISSED: HomeAction.FINE,
    HomeState.RAISED: HomeAction.CALL_ME,
    HomeState.ANSWERED: HomeAction.CALL_ME,
    HomeState.NOT_YET: HomeAction.FINE,
    HomeState.NO_PLAN: HomeAction.FINE,
}


def home_state(facts: HomeFacts) -> HomeState:
    """A question that waits comes first: her answer is what everybody waits for. Then what is done
    about her, gravest first; what was said today comes last."""
    if not facts.stands:
        return HomeState.WAITS_FOR_CENTRE
    if facts.today is Today.ASKED:
        return HomeState.ASKED
    if facts.case is not None:
        return _about(*facts.case, is_119_coming=facts.is_119_coming)
    return HomeState.PAUSED if facts.paused else BY_TODAY[facts.today]


def _about(level: Level, state: CaseState, *, is_119_coming: bool) -> HomeState:
    if level is Level.EMERGENCY:
        return HomeState.EMERGENCY if is_119_coming else HomeState.URGENT
    return HomeState.SOMEBODY_COMES if state is CaseState.TAKEN else HomeState.PEOPLE_ASKED
