"""W3C Trace Context (level 1): one id follows a request through every process."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Self

from structlog.contextvars import bound_contextvars

_HEADER = re.compile(r"(?P<version>[0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_FUTURE_VERSION, _NOTHING_32, _NOTHING_16 = "ff", "0" * 32, "0" * 16
_SAMPLED = 0x01


@dataclass(frozen=True, slots=True)
class Trace:
    """Where in which trace we are: 16 bytes of trace and 8 bytes of span, in lower-case hex."""

    trace_id: str
    span_id: str
    sampled: bool = True

    @classmethod
    def begin(cls) -> Self:
        """A new trace, begun here."""
        return cls(trace_id=secrets.token_hex(16), span_id=secrets.token_hex(8))

    @classmethod
    def parse(cls, header: str | None) -> Self | None:
        """The caller's place, from `traceparent`; None when it says nothing valid (§3.2)."""
        match = _HEADER.fullmatch((header or "").strip())
        if match is None or match["version"] == _FUTURE_VERSION:
            return None
        _, trace_id, span_id, flags, rest = match.groups()
        if trace_id == _NOTHING_32 or span_id == _NOTHING_16 or (match["version"] == "00" and rest):
            return None
        return cls(trace_id, span_id, sampled=bool(int(flags, 16) & _SAMPLED))

    def child(self) -> Self:
        """A new span in the same trace."""
        return replace(self, span_id=secrets.token_hex(8))

    @property
    def header(self) -> str:
        """As `traceparent` carries it."""
        return f"00-{self.trace_id}-{self.span_id}-{_SAMPLED if self.sampled else 0:02x}"


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current_trace() -> Trace | None:
    """The trace that the running task belongs to, for errors shown and events recorded."""
    return _current.get()


@contextmanager
def joined_trace(trace: Trace, **ids: str) -> Iterator[Trace]:
    """Work inside `trace`; logs written meanwhile carry its id and `ids`."""
    token = _current.set(trace)
    try:
        with bound_contextvars(trace_id=trace.trace_id, **ids):
            yield trace
    finally:
        _current.reset(token)
