"""HTTP/1.1 requests to one origin at the speed of the socket, for what is sent by the thousand.

No client library is used: Node's parser (`httptools`) reads the answers, asyncio's transports
carry them, and this package adds no more than a request line, a pool and a deadline. It costs a
fifth of what the fastest libraries do (ADR `0015-fcm-over-a-bare-wire`), and can do less:
no redirects, cookies, proxies, compression or chunked requests. Use `httpx` for everything else.
"""

from infra.wire.connection import Answer, Connection, ConnectionBroken
from infra.wire.wire import Wire, open_wire

__all__ = ["Answer", "Connection", "ConnectionBroken", "Wire", "open_wire"]
