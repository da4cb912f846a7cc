"""Errors as clients see them: a stable code, a trace id where it was our fault, never a stack."""

from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from strawberry.exceptions import StrawberryInputCoercionError

from domains.kernel.errors import Fault
from graphql import FieldNode, GraphQLError, GraphQLFormattedError

log = structlog.get_logger("gateway")

SENTENCES: Mapping[str, str] = {
    "UNAUTHENTICATED": "Sign in first.",
    "FORBIDDEN": "You may not do this.",
    "STEP_UP_REQUIRED": "This asks for a fresh sign-in. Sign in once more and ask again.",
    "UNAVAILABLE": "A part that this answer needs is down. Try again later.",
    "TIMED_OUT": "This took too long and was stopped.",
}
"""English for developers; apps show citizens their own text for the code."""

BAD_INPUT = "BAD_USER_INPUT"
"""A value that its type refuses."""

UNEXPECTED = "Something went wrong on our side. Tell the help desk the trace id."


class RequestRefused(GraphQLError):
    """The client's request cannot be answered; the message is safe to show."""

    def __init__(self, message: str, *, code: str, **details: object) -> None:
        super().__init__(message, extensions={"code": code, **details})
        self.code = code


class TimedOut(Fault):
    """The operation ran past its time."""

    code = "TIMED_OUT"


def format_refusals(errors: Iterable[GraphQLError], code: str) -> list[GraphQLFormattedError]:
    """Errors of a request that never ran: always the client's to read, whatever raised them.

    `code` names those that carry none themselves.
    """
    return [_explained(error, code) for error in errors]


def format_errors(errors: Iterable[GraphQLError], *, trace_id: str) -> list[GraphQLFormattedError]:
    """Errors of an operation that ran: GraphQL's own are explained, all others are masked."""
    return [_format(error, trace_id) for error in errors]


def format_fault(fault: Exception) -> dict[str, Any]:
    """An error for a request that met a fault before it had a context."""
    code = _code(fault)
    return {"message": SENTENCES.get(code, UNEXPECTED), "extensions": {"code": code}}


def _code(fault: Exception) -> str:
    return fault.code if isinstance(fault, Fault) else Fault.code


def _format(error: GraphQLError, trace_id: str) -> GraphQLFormattedError:
    cause = _cause(error)
    return _explained(error, BAD_INPUT) if cause is None else _masked(error, cause, trace_id)


def _explained(error: GraphQLError, code: str) -> GraphQLFormattedError:
    formatted = error.formatted
    formatted["extensions"] = {"code": code, **(error.extensions or {})}
    return formatted


def log_unexpected(fault: BaseException, *, trace_id: str = "", path: object = None) -> None:
    """Keep for ourselves what clients never see."""
    log.error("graphql.fault", trace_id=trace_id, path=path, exc_info=fault)


def _masked(error: GraphQLError, cause: Exception, trace_id: str) -> GraphQLFormattedError:
    code = _code(cause)
    if code not in SENTENCES:
        log_unexpected(cause, trace_id=trace_id, path=error.path)
    shown: dict[str, Any] = {
        "message": SENTENCES.get(code, UNEXPECTED),
        "extensions": {"code": code, "traceId": trace_id},
    }
    if error.locations:
        shown["locations"] = [place.formatted for place in error.locations]
    if error.path is not None:
        shown["path"] = error.path
    return shown  # type: ignore[return-value]


def _cause(error: GraphQLError) -> Exception | None:
    """What to mask behind an error of execution; None where the client should read it.

    The client reads refusals that were written for it, and what GraphQL says of an argument.
    GraphQL's other words (a null where none may be, a value that its type cannot show) point at
    a field: our bug, whose text may hold somebody's data.
    """
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        if isinstance(cause, RequestRefused | StrawberryInputCoercionError):
            return None
        cause = cause.original_error
    if cause is None and error.nodes and not isinstance(error.nodes[0], FieldNode):
        return None
    return cause or error
