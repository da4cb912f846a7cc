"""The city of a run, drawn from its seed: who lives there, and whom each crossing concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from domains.commute.public import CrossingKind
from domains.identity.public import Platform
from domains.kernel.geo import LatLon

BOTH = (CrossingKind.ENTER, CrossingKind.EXIT)
CORNER = LatLon(37.05, 126.95)
SCHOOLS_A_ROW = 10
SCHOOL_GAP_DEG = 0.03
"""About three kilometres: no walk comes near another school."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that can be pushed to."""

    token: str
    platform: Platform


@dataclass(frozen=True, slots=True)
class Adult:
    """Somebody with phones."""

    name: str
    phones: tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child, who may hear of it, and which crossings consent lets be told."""

    name: str
    school: LatLon
    guardians: tuple[Adult, ...]
    former_guardian: Adult | None
    told: tuple[CrossingKind, ...]

    @property
    def right_phones(self) -> frozenset[str]:
        return frozenset(phone.token for adult in self.guardians for phone in adult.phones)


@dataclass(frozen=True, slots=True)
class City:
    """Everybody of one run."""

    pupils: tuple[Pupil, ...]
    strangers: tuple[Adult, ...]

    @property
    def adults(self) -> tuple[Adult, ...]:
        """Each once, whoever shares a child or a guardian."""
        found = {adult.name: adult for adult in self._everybody()}
        return tuple(found.values())

    @property
    def platforms(self) -> dict[str, Platform]:
        """Every phone of the city, by its token."""
        return {phone.token: phone.platform for one in self.adults for phone in one.phones}

    def _everybody(self) -> Iterator[Adult]:
        yield from self.strangers
        for pupil in self.pupils:
            yield from pupil.guardians
            if pupil.former_guardian is not None:
                yield pupil.former_guardian


def draw_city(dice: Random, *, pupils: int) -> City:
    """`pupils` children of whom everything is told, and some beside them of whom it may not be."""
    told: list[tuple[CrossingKind, ...]] = [BOTH] * pupils
    told += [(CrossingKind.ENTER,)] * max(1, pupils // 25)
    told += [()] * max(1, pupils // 50)
    dice.shuffle(told)
    drawn: list[Pupil] = []
    while len(drawn) < len(told):
        parents = _parents(dice, family=len(drawn))
        for _ in range(dice.choice((1, 1, 2, 3))):
            if len(drawn) < len(told):
                drawn.append(_pupil(dice, len(drawn), parents, told[len(drawn)]))
    strangers = tuple(_adult(dice, f"stranger-{number}") for number in range(max(3, pupils // 12)))
    return City(tuple(drawn), strangers)


def _parents(dice: Random, *, family: int) -> tuple[Adult, ...]:
    return tuple(
        _adult(dice, f"parent-{family}-{number}") for number in range(dice.choice((1, 2, 2)))
    )


def _adult(dice: Random, name: str) -> Adult:
    phones = (
        Phone(f"{name}-phone-{number}", dice.choice((Platform.ANDROID, Platform.IOS)))
        for number in range(dice.choice((1, 1, 1, 1, 2)))
    )
    return Adult(name, tuple(phones))


def _pupil(
    dice: Random, number: int, parents: tuple[Adult, ...], told: tuple[CrossingKind, ...]
) -> Pupil:
    row, column = divmod(number, SCHOOLS_A_ROW)
    school = LatLon(CORNER.lat + row * SCHOOL_GAP_DEG, CORNER.lon + column * SCHOOL_GAP_DEG)
    former = _adult(dice, f"former-{number}") if number % 10 == 0 else None
    return Pupil(f"pupil-{number}", school, parents, former, told)
