"""Cases, as clients see them: the enums, before any type that uses them."""

import strawberry

from domains.care.public import cases

strawberry.enum(cases.CaseState, name="CareCaseState", description="What a case waits for.")
strawberry.enum(
    cases.ConcernKind, name="CareConcernKind", description="What somebody or something noticed."
)
strawberry.enum(cases.Rung, name="CareRung", description="A step of the ladder: who is asked.")
strawberry.enum(cases.ActKind, name="CareActKind", description="What a person did about a case.")
strawberry.enum(cases.FalseAlarm, name="CareFalseAlarm", description="Why there was nothing.")
strawberry.enum(
    cases.CallEnding, name="CareCallEnding", description="What 119 is told of how it ended."
)
strawberry.enum(cases.CaseEnd, name="CareCaseEnd", description="How a case ended.")
