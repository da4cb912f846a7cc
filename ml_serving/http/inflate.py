"""Bodies that came compressed, bounded by what they may become."""

import zlib

GZIP, ZLIB, BARE = 31, 15, -15
MOST_MEMBERS = 16


class TooLargeInflated(Exception):
    """It would become more than the bound."""


class NotInflatable(Exception):
    """It is cut off, or not what its header says."""


def inflated(body: bytes, *, encoding: str, bound: int) -> bytes:
    """The body as it was before. `encoding` is `gzip` or `deflate`.

    A small body can become a thousand times its size: no more than `bound` bytes are ever made.
    Raises `TooLargeInflated` and `NotInflatable`.
    """
    if encoding == "gzip":
        return _inflate(body, GZIP, bound)
    try:
        return _inflate(body, ZLIB, bound)
    except NotInflatable:
        return _inflate(body, BARE, bound)


def _inflate(body: bytes, window: int, bound: int) -> bytes:
    """Members of a gzip file follow each other (RFC 1952, 2.2): a few, each costs a copy."""
    whole = b""
    for _ in range(MOST_MEMBERS if window == GZIP else 1):
        member = zlib.decompressobj(window)
        try:
            whole += member.decompress(body, bound + 1 - len(whole))
        except zlib.error as broken:
            raise NotInflatable(str(broken)) from broken
        if len(whole) > bound:
            raise TooLargeInflated(bound)
        if not member.eof:
            raise NotInflatable("cut off")
        body = member.unused_data
        if not body:
            return whole
    raise NotInflatable("something follows its end")


def deflated(body: bytes, *, encoding: str) -> bytes:
    """For an answer, as fast as it goes."""
    packer = zlib.compressobj(1, zlib.DEFLATED, GZIP if encoding == "gzip" else ZLIB)
    return packer.compress(body) + packer.flush()
