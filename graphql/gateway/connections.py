"""Lists in pages: `first` and `after`, never more than a hundred rows."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

import strawberry

from gateway.execution.faults import RequestRefused
from gateway.execution.measure import DEFAULT_PAGE, PAGE_CAP

T = TypeVar("T")
Row = TypeVar("Row")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="One row of a page, and the cursor that stands behind it.")
class Edge(Generic[T]):
    cursor: str
    node: T


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]]
    page_info: PageInfo


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page a client wants. `after` is the decoded key of the last row it has seen."""

    first: int = DEFAULT_PAGE
    after: str | None = None

    @property
    def fetch(self) -> int:
        """Rows to read: one more than shown tells whether another page follows."""
        return self.first + 1

    @property
    def after_id(self) -> UUID | None:
        """`after` in a list keyed by row ids. Raises RequestRefused (BAD_CURSOR)."""
        try:
            return None if self.after is None else UUID(self.after)
        except ValueError as error:
            raise foreign_cursor() from error


def page_request(*, first: int, after: str | None) -> PageRequest:
    """The page asked for. Raises RequestRefused (PAGE_OUT_OF_BOUNDS, BAD_CURSOR)."""
    if not 0 <= first <= PAGE_CAP:
        raise RequestRefused(
            f"first must be from 0 to {PAGE_CAP}; it was {first}.",
            code="PAGE_OUT_OF_BOUNDS",
            limit=PAGE_CAP,
        )
    return PageRequest(first, None if after is None else read_cursor(after))


def page_of(
    rows: Sequence[Row],
    page: PageRequest,
    *,
    key: Callable[[Row], str],
    node: Callable[[Row], T],
) -> Connection[T]:
    """The connection that shows `rows`, read with `page.fetch` and ordered by `key`."""
    shown = rows[: page.first]
    edges = [Edge(cursor=write_cursor(key(row)), node=node(row)) for row in shown]
    return Connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=len(rows) > page.first,
            has_previous_page=page.after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )


def write_cursor(key: str) -> str:
    """An opaque word for a place in a list or a feed."""
    return urlsafe_b64encode(key.encode()).decode()


def read_cursor(cursor: str) -> str:
    """What `write_cursor` was given. Raises RequestRefused (BAD_CURSOR)."""
    try:
        return urlsafe_b64decode(cursor.encode("ascii")).decode()
    except (binascii.Error, ValueError) as error:
        raise foreign_cursor() from error


def foreign_cursor() -> RequestRefused:
    """For a cursor that reads well and means nothing here."""
    return RequestRefused("This cursor is none of ours.", code="BAD_CURSOR")
