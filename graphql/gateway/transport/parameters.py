"""The parameters of GraphQL over HTTP, read from a body, a query string or a message."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import orjson

from gateway.execution.engine import Request


class BadRequest(Exception):
    """The request is not well-formed GraphQL over HTTP; the message is safe to show."""

    def __init__(
        self,
        message: str,
        *,
        code: str = "BAD_REQUEST",
        status: int = 400,
        headers: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.status = status
        self.headers = headers


def read_body(body: bytes) -> Request:
    """The request in a JSON body. Raises BadRequest."""
    return read_parameters(_json(body, "The body"))


def read_query_string(query_string: bytes) -> Request:
    """The request in a URL, where `variables` and `extensions` are JSON text. Raises BadRequest."""
    try:
        given = dict(parse_qsl(query_string.decode("ascii"), errors="strict"))
    except ValueError as error:
        raise BadRequest("The query string is not valid URL-encoded UTF-8.") from error
    parameters: dict[str, Any] = dict(given)
    for name in ("variables", "extensions"):
        if name in given:
            parameters[name] = _json(given[name].encode(), name)
    return read_parameters(parameters)


def read_parameters(given: object) -> Request:
    """A request from decoded JSON. Raises BadRequest naming the parameter that is wrong."""
    if isinstance(given, list):
        raise BadRequest(
            "Batches are not served: send one operation a request.", code="BATCHING_REFUSED"
        )
    if not isinstance(given, Mapping):
        raise BadRequest("A GraphQL request is a JSON object.")
    query = given.get("query")
    if not isinstance(query, str) or not query:
        raise BadRequest("The parameter query must be a non-empty string.")
    return Request(
        query,
        _optional(given, "operationName", str, "a string"),
        _optional(given, "variables", dict, "an object"),
        _optional(given, "extensions", dict, "an object"),
    )


def _optional(given: Mapping[str, Any], name: str, type_: type, noun: str) -> Any:
    value = given.get(name)
    if value is None or isinstance(value, type_):
        return value
    raise BadRequest(f"The parameter {name} must be {noun} or null.")


def _json(text: bytes, noun: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"{noun} is not valid JSON in UTF-8.") from error
