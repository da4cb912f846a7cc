"""How closely homes are listened to, as clients see it: the enums, before any type has them."""

import strawberry

from domains.care import public as care

strawberry.enum(
    care.judgement.ModeKind,
    name="CareModeKind",
    description="Why a whole dong is looked after more closely.",
)
strawberry.enum(
    care.judgement.Limit,
    name="CareLimit",
    description="What can be more or less sensitive. Smoke, gas, a fall and SOS are none of these.",
)
strawberry.enum(
    care.judgement.Opinion,
    name="CareOpinion",
    description="Whether an alarm was right, once it is known how it was.",
)
