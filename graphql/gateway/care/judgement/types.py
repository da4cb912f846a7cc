"""Refusals that several fields share."""

import strawberry

from gateway.wording import FOR_DEVELOPERS


@strawberry.type(description="Your centre does not serve this dong, or there is nothing there.")
class NotYourDong:
    message: str = strawberry.field(
        default="Your centre does not serve this dong, or there is nothing there.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="Nobody is listened to here, or it is not yours to say.")
class NotYourHome:
    message: str = strawberry.field(
        default="Nobody is listened to here, or it is not yours to say.",
        description=FOR_DEVELOPERS,
    )
