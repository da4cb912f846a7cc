"""What a late fix changes in the visits already recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from domains.commute.crossing.visit import Visit

TOUCHING_S = 1.0
"""Visits no farther apart than this are one."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A visit nobody was told of has begun."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Exited:
    """A visit known to be open, or just entered, has ended."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Amended:
    """The same visit, seen better: `recorded` becomes `visit`. Nobody is alarmed again."""

    recorded: Visit
    visit: Visit


@dataclass(frozen=True, slots=True)
class Retracted:
    """The visit never was; what was told of it is to be taken back."""

    recorded: Visit


@dataclass(frozen=True, slots=True)
class Reopened:
    """The visit goes on after all: its recorded leaving is to be taken back."""

    recorded: Visit
    visit: Visit


Change = Entered | Exited | Amended | Retracted | Reopened


def reconcile(
    recorded: Iterable[Visit], judged: Iterable[Visit], *, since: float = float("-inf")
) -> list[Change]:
    """The changes that turn `recorded` into `judged`, by time.

    `since` is where the judged stretch begins (the checkpoint's `at`, or the first retained
    fix): a recorded visit that ended before it is none of our business. Visits are the same
    when they are at the same place and overlap or touch; of several, the longest overlap.
    """
    ours = [visit for visit in recorded if visit.left is None or visit.left.at >= since]
    theirs = list(judged)
    changes: list[Change] = []
    for old, new in _match(ours, theirs):
        changes += _difference(old, new, since)
    return sorted(changes, key=_when)


def _match(ours: list[Visit], theirs: list[Visit]) -> list[tuple[Visit | None, Visit | None]]:
    candidates = sorted(
        (-_overlap_s(old, new), old.entered.at, new.entered.at, i, j)
        for i, old in enumerate(ours)
        for j, new in enumerate(theirs)
        if old.place_id == new.place_id and _overlap_s(old, new) >= -TOUCHING_S
    )
    old_left, new_left = set(range(len(ours))), set(range(len(theirs)))
    pairs: list[tuple[Visit | None, Visit | None]] = []
    for *_, i, j in candidates:
        if i in old_left and j in new_left:
            old_left.remove(i)
            new_left.remove(j)
            pairs.append((ours[i], theirs[j]))
    pairs += [(ours[i], None) for i in sorted(old_left)]
    pairs += [(None, theirs[j]) for j in sorted(new_left)]
    return pairs


def _difference(old: Visit | None, new: Visit | None, since: float) -> list[Change]:
    if old is None:
        assert new is not None
        return [Entered(new), Exited(new)] if new.left else [Entered(new)]
    if new is None:
        return [Retracted(old)]
    return _changes_of_one(old, _keep_what_was_seen(old, new, since))


def _keep_what_was_seen(old: Visit, new: Visit, since: float) -> Visit:
    """A stretch that begins inside a place knows no entering of its own: the recorded stands."""
    if old.entered.at < since or (
        new.entered.evidence.since_first_fix and old.entered.at <= new.entered.at
    ):
        return Visit(new.place_id, old.entered, new.left)
    return new


def _changes_of_one(old: Visit, new: Visit) -> list[Change]:
    if old.left is not None and new.left is None:
        return [Reopened(old, new)]
    changes: list[Change] = []
    if old.entered.at != new.entered.at or _end_moved(old, new):
        changes.append(Amended(old, new))
    if old.left is None and new.left is not None:
        changes.append(Exited(new))
    return changes


def _end_moved(old: Visit, new: Visit) -> bool:
    return old.left is not None and new.left is not None and old.left.at != new.left.at


def _overlap_s(a: Visit, b: Visit) -> float:
    ends = [visit.left.at if visit.left else float("inf") for visit in (a, b)]
    return min(*ends) - max(a.entered.at, b.entered.at)


def _when(change: Change) -> tuple[float, UUID, int]:
    match change:
        case Retracted(recorded=visit) | Reopened(recorded=visit):
            return (visit.entered.at, visit.place_id, 0)
        case Amended(visit=visit) | Entered(visit=visit):
            return (visit.entered.at, visit.place_id, 1)
        case Exited(visit=visit):
            return (visit.left.at if visit.left else visit.entered.at, visit.place_id, 2)
