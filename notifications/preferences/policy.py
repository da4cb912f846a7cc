"""Which wishes can be kept. Pure."""

from collections.abc import Iterator
from datetime import time

from notifications.notification import Category
from notifications.preferences.outcomes import Problem
from notifications.preferences.wishes import STEP_MIN, Wishes


def problem_of(wishes: Wishes) -> Problem | None:
    """The first that is wrong with them, all together."""
    return next(_problems(wishes), None)


def _problems(wishes: Wishes) -> Iterator[Problem]:
    if any(category is Category.SAFETY for category, _ in wishes.mutes):
        yield Problem.SAFETY_ALWAYS_RINGS
    quiet, digest = wishes.quiet, wishes.digest
    hours = [quiet.start, quiet.end] if quiet else []
    if not all(_is_quarter(hour) for hour in (*hours, *([digest.at] if digest else []))):
        yield Problem.NOT_A_QUARTER
    if quiet and quiet.start == quiet.end:
        yield Problem.NO_HOURS
    if digest and not digest.categories:
        yield Problem.NOTHING_TO_GATHER
    if digest and Category.SAFETY in digest.categories:
        yield Problem.SAFETY_ALWAYS_RINGS
    if digest and Category.ADVERTISING in digest.categories:
        yield Problem.ADVERTISING_IS_NOT_GATHERED
    if digest and quiet and quiet.covers(digest.at):
        yield Problem.DIGEST_IN_QUIET_HOURS


def _is_quarter(hour: time) -> bool:
    return hour.minute % STEP_MIN == 0 and hour.second == hour.microsecond == 0
