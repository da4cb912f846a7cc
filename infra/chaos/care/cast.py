"""The seniors of one cohort, what is done about each, and who still is to be struck."""

from dataclasses import dataclass
from random import Random

from infra.chaos.care.found_dong import Dong, Senior
from infra.chaos.care.ladder import CLIMBS, Beat, Kind, Step
from infra.chaos.care.log import Deed, Story
from infra.chaos.care.order import Blow, Cohort

CLOSED_SHARE = 0.5
"""Of those who take a case; the others fall silent."""

OTHERS = ("taken", "presser", "asked")


@dataclass(slots=True)
class Cast:
    """`taken`: somebody takes her case on the way. `asked`: she answers her telephone."""

    cohort: Cohort
    climber: Story
    left: dict[Beat, Blow]
    taken_at: Step
    is_closed: bool
    """Whether who takes a case also ends it; else they are silent."""
    answers: Deed
    taken: Story | None = None
    presser: Story | None = None
    asked: Story | None = None

    @property
    def stories(self) -> tuple[Story, ...]:
        all_ = (self.climber, self.taken, self.presser, self.asked)
        return tuple(story for story in all_ if story is not None)


def names_of(cohort: Cohort) -> dict[str, Kind]:
    """Everybody in it, and what is noticed about them."""
    others = OTHERS if cohort.has_others else ()
    kinds = {"presser": Kind.SOS}
    return {
        f"{part} {cohort.number}": kinds.get(part, cohort.kind) for part in ("climber", *others)
    }


def cast_of(cohort: Cohort, dong: Dong, *, seed: int) -> Cast:
    """The same cohort and seed give the same people the same to do."""
    dice = Random(f"{seed}:{cohort.number}")
    stories = {name: _story(dong.seniors[name], kind) for name, kind in names_of(cohort).items()}
    climber, *others = stories.values()
    return Cast(
        cohort=cohort,
        climber=climber,
        left=dict(cohort.blows),
        taken_at=dice.choice(CLIMBS[cohort.kind][1:]),
        is_closed=dice.random() < CLOSED_SHARE,
        answers=dice.choice((Deed.FINE, Deed.CALLED_FOR_HELP)),
        **dict(zip(OTHERS, others, strict=False)),
    )


def _story(senior: Senior, kind: Kind) -> Story:
    return Story(senior.id, senior.name, kind)
