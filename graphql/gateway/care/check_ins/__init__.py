"""Questions to a senior as clients see them: the enums, before any type that uses them."""

import strawberry

from domains.care.public import check_ins

strawberry.enum(
    check_ins.Today, name="CareToday", description="How it stands with her question, in one word."
)
strawberry.enum(
    check_ins.Origin,
    name="CareQuestionOrigin",
    description="By her own plan, or because something was noticed.",
)
strawberry.enum(
    check_ins.AskBy,
    name="CareAskBy",
    description="How a question is told; a call rings beside the push.",
)
strawberry.enum(check_ins.Way, name="CareAnswerWay", description="How an answer came.")
