"""What was said, by whom, for a person at a console."""

from collections.abc import Iterator
from datetime import timedelta

from api.predict.demo import SKILLS
from domains.care.ports import Quiet
from domains.civic.ports import Sighting
from domains.civic.public import NoClaim
from domains.commerce.ports import Demand, Sales
from domains.commerce.public import NothingToGoBy
from domains.kernel.clock import SEOUL
from domains.kernel.provenance import Fallback, Predicted, Provenance
from domains.learning.ports import Knowledge

Lines = Iterator[str]


def sighting(said: Sighting | NoClaim) -> Lines:
    if isinstance(said, NoClaim):
        yield "no claim: radar, signal and the fixed rules decide alone"
    else:
        yield f"seen: {len(said.seen)}"
        for one in said.seen:
            box = one.box
            corners = f"{box.left:.0f},{box.top:.0f} to {box.right:.0f},{box.bottom:.0f}"
            yield f"  {one.kind.value:8} {one.score:.2f}  at {corners}"
    yield _by(said.by)


def demand(said: Demand | NothingToGoBy, sales: Sales) -> Lines:
    if isinstance(said, NothingToGoBy):
        yield "nothing to go by"
    else:
        first = sales.first_at.astimezone(SEOUL) + timedelta(hours=len(sales.counts))
        yield "cups an hour today: between … and … with eight chances in ten"
        for hour, band in enumerate(said.bands):
            if band.high >= 1:
                at = first + timedelta(hours=hour)
                yield f"  {at:%H:%M}  {band.low:4.0f} …{band.middle:4.0f} …{band.high:4.0f}"
    yield _by(said.by)


def knowledge(said: Knowledge) -> Lines:
    for skill, name in SKILLS.items():
        believed = said.skills[skill]
        yield f"{name:20} next answer right: {believed.next_correct:.0%}, mastered: " + (
            f"{believed.mastered:.0%} ± {believed.doubt:.0%}"
        )
    yield _by(said.by)


def quiet(said: Quiet) -> Lines:
    yield f"quiet for {_hours(said.quiet_s)}"
    if said.is_too_long:
        yield "too long: somebody looks after her"
    elif said.too_long_in_s is None:
        yield "not too long within a day"
    else:
        yield f"too long in {_hours(said.too_long_in_s)}"
    yield _by(said.by)


def _by(by: Provenance) -> str:
    match by:
        case Predicted(model, version, register_id, latency_ms):
            return f"said by {model} {version}, register {register_id}, in {latency_ms:.1f} ms"
        case Fallback(rule, reason):
            return f"said by the rule {rule}: the model is {reason.value.replace('_', ' ')}"


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:.1f} h"
