"""What each of them sees of a senior's care, as clients see it: the enums, before any type."""

import strawberry

from domains.care import public as care

strawberry.enum(
    care.views.HomeState,
    name="SeniorHomeState",
    description="What her screen says.",
)
strawberry.enum(
    care.views.HomeAction,
    name="SeniorHomeAction",
    description="What the one button does. FINE answers `checkInId` or is volunteered, BACK ends "
    "the pause, CALL_119 is the telephone's. CALL_CENTRE is answered no more.",
)
strawberry.enum(
    care.views.StateWord,
    name="CareStateWord",
    description="How a senior is, in one word; the most pressing one.",
)
strawberry.enum(
    care.views.Colour,
    name="CareColour",
    description="A colour for the word; never shown without it.",
)
strawberry.enum(
    care.views.DeafCause,
    name="CareDeafCause",
    description="Why no silence of a home counts: HOME, its devices are not heard; OURS, we did "
    "not listen; PAUSED, she is away; VISIT, somebody is with her, as was said. ANSWERED is never "
    "given here.",
)
