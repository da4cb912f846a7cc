"""What may be done with a person's data, who decided so, and who looked.

The enums get their names here, before any type of this package can use them.
"""

import strawberry

from domains.consent.public import Act, Action, Because, Channel, ProvisionNotices, Purpose

strawberry.enum(
    Purpose, name="ConsentPurpose", description="What data may be used for; each its own consent."
)
strawberry.enum(Act, name="LocationAct", description="What was done with a location.")
strawberry.enum(
    ProvisionNotices,
    description="When somebody is told that their location was given to a third party: each time, "
    "or together by their own choice (위치정보법 §19④).",
)
strawberry.enum(Action, name="ConsentAction", description="What an entry of the history says.")
strawberry.enum(
    Because,
    name="ConsentBecause",
    description="Which rule an entry rests on; of a grant, which rule will end it.",
)
strawberry.enum(Channel, name="ConsentChannel", description="By what way a word came.")
