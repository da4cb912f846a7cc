"""Pickles are programs: none is ever read here, and none is carried, whatever it is called."""

_ZIP = b"PK\x03\x04"
_PROTOCOLS = range(2, 6)


def looks_pickled(body: bytes) -> bool:
    """A pickle from protocol 2 on, or a zip of them, which is how torch saves."""
    if body.startswith(_ZIP):
        return True
    return len(body) > 2 and body[0] == 0x80 and body[1] in _PROTOCOLS and body[-1:] == b"."
