"""A segment from its JSON and back, and what is wrong with one."""

from dataclasses import dataclass
from typing import Final, assert_never

from pydantic import TypeAdapter, ValidationError

from domains.identity.public import Platform
from notifications.segments.segment import (
    Age,
    AgreedTo,
    AllOf,
    AnyOf,
    BelongsTo,
    Everybody,
    Holds,
    Not,
    Segment,
    Speaks,
    StandsFor,
    Uses,
)

DEEPEST: Final = 5
MOST_WORDS: Final = 40
OLDEST: Final = 130

_JSON: TypeAdapter[Segment] = TypeAdapter(Segment)


@dataclass(frozen=True, slots=True)
class BadSegment:
    """It cannot be asked of anybody; `problem` is a sentence for who wrote it."""

    problem: str


def read_segment(text: str | bytes) -> Segment | BadSegment:
    """A segment as it was kept or sent."""
    try:
        segment = _JSON.validate_json(text)
    except (ValidationError, RecursionError) as error:
        return BadSegment(_first_problem(error))
    problem = problem_of(segment)
    return BadSegment(problem) if problem else segment


def write_segment(segment: Segment) -> str:
    """As JSON, in a stable form."""
    return _JSON.dump_json(segment).decode()


def problem_of(segment: Segment) -> str | None:
    """What is wrong with a segment; None for a good one."""
    if depth_of(segment) > DEEPEST:
        return f"a segment is at most {DEEPEST} levels deep"
    if _words(segment) > MOST_WORDS:
        return f"a segment has at most {MOST_WORDS} words"
    return _problem(segment, about_subject=False)


def depth_of(segment: Segment) -> int:
    """1 for a single word."""
    return 1 + max(map(depth_of, _inner(segment)), default=0)


def _words(segment: Segment) -> int:
    return 1 + sum(map(_words, _inner(segment)))


def _inner(segment: Segment) -> tuple[Segment, ...]:
    match segment:
        case AllOf(of) | AnyOf(of):
            return of
        case Not(of):
            return (of,)
        case StandsFor(whom=whom):
            return () if whom is None else (whom,)
        case _:
            return ()


def _problem(segment: Segment, *, about_subject: bool) -> str | None:
    match segment:
        case Age(at_least=low, at_most=high):
            return _age_problem(low, high)
        case Uses(platform):
            return _platform_problem(platform, about_subject=about_subject)
        case AllOf(of) | AnyOf(of) if not of:
            return "'all' and 'any' name at least one condition"
        case StandsFor(whom=whom):
            return None if whom is None else _problem(whom, about_subject=True)
        case AllOf() | AnyOf() | Not():
            found = (_problem(one, about_subject=about_subject) for one in _inner(segment))
            return next(filter(None, found), None)
        case Everybody() | Holds() | Speaks() | AgreedTo() | BelongsTo():
            return None
        case unreachable:
            assert_never(unreachable)


def _age_problem(low: int | None, high: int | None) -> str | None:
    if low is None and high is None:
        return "an age names a lower or an upper end"
    if not all(0 <= end <= OLDEST for end in (low, high) if end is not None):
        return f"an age lies from 0 to {OLDEST}"
    if low is not None and high is not None and low > high:
        return "an age's lower end lies above its upper end"
    return None


def _platform_problem(platform: Platform, *, about_subject: bool) -> str | None:
    if platform is Platform.TRACKER:
        return "a tracker is never pushed to"
    return "a platform cannot be asked of whom somebody stands for" if about_subject else None


def _first_problem(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return f"a segment is at most {DEEPEST} levels deep"
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "segment"
    return f"{place}: {first['msg']}"
