"""The words of care that more than one folder shows clients: imported before any type has them."""

import strawberry

from domains.care.public import cases

strawberry.enum(
    cases.ConcernKind,
    name="CareConcernKind",
    description="What somebody or something noticed.",
)
strawberry.enum(
    cases.Level,
    name="CareLevel",
    description="How far a case has gone: family, care worker, 119.",
)
