"""Web Push: messages that only the browser can open, by way of whatever push service it chose.

RFC 8030 (the protocol), RFC 8291 and RFC 8188 (the sealing), RFC 8292 (who we are). Decision 19.
"""

from notifications.channels.web_push.channel import WebPushChannel, open_web_push
from notifications.channels.web_push.guarded_addresses import may_be_pushed_to
from notifications.channels.web_push.subscription import NoSubscription, Subscription
from notifications.channels.web_push.vapid_key import UnfitVapidKeyError, VapidKey, vapid_key

__all__ = [
    "NoSubscription",
    "Subscription",
    "UnfitVapidKeyError",
    "VapidKey",
    "WebPushChannel",
    "may_be_pushed_to",
    "open_web_push",
    "vapid_key",
]
