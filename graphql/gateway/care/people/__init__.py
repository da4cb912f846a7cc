"""Who is cared for and by whom, as clients see it: the enums, before any type that uses them."""

import strawberry

from domains.care import public as care

strawberry.enum(
    care.Depth,
    name="CareDepth",
    description="How much of a senior's days somebody sees; each includes those before. None holds "
    "a location.",
)
strawberry.enum(care.PauseReason, name="CarePauseReason", description="Why it is quiet.")
strawberry.enum(care.Way, name="CareWay", description="How she said yes.")
strawberry.enum(
    care.Declined,
    name="CareDeclined",
    description="Why you cannot take her on. She is told, and it is kept nowhere.",
)
strawberry.enum(
    care.DutyDay,
    name="CareDutyDay",
    description="A day of the rota. On a public holiday HOLIDAY counts alone.",
)
strawberry.enum(
    care.people.Receiver, name="CareReceiver", description="For whom she chooses what they see."
)
