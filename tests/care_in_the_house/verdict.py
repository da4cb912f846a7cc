"""Whether a run passes: straight and house agree, nothing is lost, early, doubled or left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from domains.care.public import cases
from domains.kernel import sql
from tests.care_in_the_house.agree import Agreement, compare
from tests.care_in_the_house.ask_daily import Asked, ask_daily
from tests.care_in_the_house.flat import ALARMS
from tests.care_in_the_house.left_over import left_over
from tests.care_in_the_house.moments import moment, ms
from tests.care_in_the_house.patient_model import PatientModel
from tests.care_in_the_house.run import Lived
from tests.care_in_the_house.rung_phones import rung_phones
from tests.care_in_the_house.seen_well import raised_of_who_was_seen_well
from tests.care_in_the_house.straight import judged_straight
from tests.care_in_the_house.told import Told, told_of
from tests.care_in_the_house.walk_cases import Walked, walk_cases

RAISED_WITHIN: Final = timedelta(minutes=2)
"""From when it came in at our door."""
_ALARMS: Final = """
    SELECT senior_id, kind, observed_at, raised_at FROM care.case_concerns WHERE kind = ANY($1)
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`faults` empty is the only pass. `asked` are people who were asked in a step, `seen_well`
    alarms that a person's word should have spared."""

    agreement: Agreement
    walked: Walked
    questions: Asked
    told: Sequence[Told]
    alarms: int
    asked: int
    seen_well: Sequence[str]
    faults: Sequence[str]


async def judge(lived: Lived) -> Verdict:
    straight = judged_straight(lived)
    agreement, questions = await compare(lived, straight), await ask_daily(lived, straight)
    walked, told = await walk_cases(lived), await told_of(lived)
    alarms, (asked, not_shown) = list(_wanted(lived)), await rung_phones(lived)
    faults = [
        *agreement.differ,
        *walked.faults,
        *questions.faults,
        *not_shown,
        *await left_over(lived),
        *await _unraised(alarms),
        *_unanswered(lived),
        *(f"refused: {one}" for one in lived.days.witness.neighbours.refused),
    ]
    seen_well = list((lived.days.seen_well | await raised_of_who_was_seen_well()).values())
    return Verdict(agreement, walked, questions, told, len(alarms), asked, seen_well, faults)


def _unanswered(lived: Lived) -> Iterator[str]:
    """Questions to the model that it did not answer: then the two were not asked the same."""
    model = lived.city.tools.models.rhythm
    if isinstance(model, PatientModel):
        yield from (f"the model did not answer: {why}" for why in model.unanswered)


def _wanted(lived: Lived) -> Iterator[tuple[str, str, int, int]]:
    """Every alarm of a sensor: whose, which, when it was and when it came in."""
    for her in lived.hers:
        for at, came_in, kind in her.flat.alarms_come_in():
            if moment(came_in) < lived.until - RAISED_WITHIN:
                yield str(her.flat.senior), kind, at, came_in


async def _unraised(wanted: Sequence[tuple[str, str, int, int]]) -> list[str]:
    """Each must be there once, in time; one that nobody sent must not."""
    rows = await sql.fetch(_ALARMS, [kind.value for kind in ALARMS])
    raised = {
        (str(row["senior_id"]), row["kind"], ms(row["observed_at"])): row["raised_at"]
        for row in rows
    }
    faults = [f"raised twice: {len(rows) - len(raised)}"] * (len(rows) != len(raised))
    for senior, kind, at, came_in in wanted:
        when = raised.pop((senior, kind, at), None)
        if when is None or when - moment(came_in) > RAISED_WITHIN:
            faults.append(f"{cases.ConcernKind(kind)} of {senior} at {moment(at)}: raised {when}")
    return [*faults, *(f"raised by nobody: {one}" for one in raised)]
