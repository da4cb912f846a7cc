"""A browser's subscription as the one text by which identity keeps it."""

from notifications.channels.web_push.guarded_addresses import may_be_pushed_to
from notifications.channels.web_push.subscription import NoSubscription, Subscription


def web_push_address(*, endpoint: str, p256dh: str, auth: str, allow_local: bool) -> str:
    """Raises NoSubscription, also for an endpoint that our machines must not be led to."""
    subscription = Subscription.of(endpoint=endpoint, p256dh=p256dh, auth=auth)
    if not may_be_pushed_to(endpoint, allow_local=allow_local):
        raise NoSubscription("the endpoint is no push service on the open internet")
    return subscription.address
