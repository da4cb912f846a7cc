"""HTTP that is nearly HTTP: what goes wrong between two programs, or is meant to go wrong."""

from collections.abc import Sequence
from random import Random

PIECES = (
    *(b"\r\n", b"\n", b"\r", b"\x00", b":", b" ", b"\t", b"\r\n\r\n", b"HTTP/1.1", b"HTTP/1.0"),
    *(b"Content-Length: 5\r\n", b"Content-Length: -1\r\n", b"Content-Length: 0x5\r\n"),
    *(b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"),
    *(b"5\r\nhello\r\n", b"ffffffffffffffff\r\n", b"5;a=b\r\n", b"Connection: close\r\n"),
    *(b"Connection: upgrade\r\nUpgrade: websocket\r\n", b"Expect: 100-continue\r\n"),
    *(
        b"Expect: something\r\n",
        b"Host: a\r\nHost: b\r\n",
        b" folded: yes\r\n",
        b"X: " + b"y" * 9000,
    ),
    *(b"GET /ping HTTP/1.1\r\nHost: t\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\xff\xfe"),
    *(b"/%00", b"/%2e%2e/", b"//", b"?", b"#", b"/" * 300, b"%ff%fe", b"/v2/models/a/versions/"),
)


def honest(body: bytes) -> Sequence[bytes]:
    """Requests that would be answered."""
    length = b"Content-Length: %d\r\n\r\n" % len(body)
    return (
        b"GET /ping HTTP/1.1\r\nHost: t\r\n\r\n",
        b"GET /v2/models/toy HTTP/1.1\r\nHost: t\r\n\r\n",
        b"POST /predictions/toy HTTP/1.1\r\nHost: t\r\n" + length + body,
        b"POST /predictions/toy HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body),
        b"POST /v2/models/toy/infer HTTP/1.1\r\nHost: t\r\n" + length + body,
    )


def mutated(body: bytes, dice: Random) -> bytes:
    """Up to three requests in a row, with something put in, taken out or turned over."""
    raw = b"".join(dice.choices(honest(body), k=dice.randint(1, 3)))
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(raw) + 1)
        match dice.randrange(4):
            case 0:
                raw = raw[:at] + dice.choice(PIECES) + raw[at:]
            case 1:
                raw = raw[:at] + raw[at + dice.randint(1, 20) :]
            case 2:
                raw = raw[:at] + dice.randbytes(2) + raw[at + 2 :]
            case 3:
                raw = raw[:at] + raw[max(0, at - 40) : at] + raw[at:]
    return raw
