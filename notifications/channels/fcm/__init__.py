"""Firebase Cloud Messaging, HTTP v1, at the speed of the socket.

Google's library gives the message model, its encoder and the credentials; the wire is our own
(ADR 0015: HTTP/1.1 keep-alive on `infra/wire`, a third of the CPU of the fastest client library).
Each wording is encoded once a platform, and a message is that with its address spliced in. A few
senders share the batch; right before each request begins they ask whether its event was halted,
the project's quota, and the breaker.

The bare loop of the wire, for whoever measures:

    async with open_wire(origin, answer_s=5) as wire:
        head = wire.head("/v1/projects/p/messages:send", Content_Type="application/json")
        connection = await wire.connect(until=deadline)   # one for each loop
        answer = await wire.post(connection, head, body, until=deadline)   # as often as you like
        wire.release(connection)
"""

from notifications.channels.fcm.channel import FcmChannel
from notifications.channels.fcm.opening import open_fcm

__all__ = ["FcmChannel", "open_fcm"]
