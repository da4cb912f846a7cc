"""Take in what was heard: the marks that the rules look at."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from domains.care.judgement.alarm import Rule
from domains.care.judgement.heard import Heard
from domains.care.judgement.household import Household
from domains.care.judgement.memory import OPEN_FOR, Remembered
from domains.care.judgement.nights import Nights, night_of, stir
from domains.care.judgement.noise import Noise, is_hers, tallied
from domains.care.ports import Deaf, DeafCause, Sign, SignKind
from domains.kernel.clock import SEOUL

MOST_UNFOLDED: Final = 5_000
"""While no model answers signs are kept for it; older ones are forgotten first."""
HAS_SWITCHES_FOR: Final = timedelta(days=7)
"""So long after a hand moved one, a home counts as one in which hands move switches."""
DAYS_KEPT: Final = 15
TELLS_WITHIN: Final = timedelta(days=30)
"""A door or a kettle that tells of nothing for so long is none that she uses."""


def remember(home: Remembered, heard: Heard, *, household: Household) -> Remembered:
    """The home with what came in; nothing is judged yet."""
    if heard.signs:
        home = _with_signs(home, heard.signs, household)
    for at in heard.answers:
        home = _with_answer(home, at)
    return home


def first_of_hers(
    home: Remembered, signs: Sequence[Sign], *, household: Household
) -> datetime | None:
    """The first of these signs that may be believed to be hers."""
    hers = (sign.at for sign in signs if _is_hers(sign, home, home.noise, household))
    return next(hers, None)


def surely_hers_at(
    home: Remembered, signs: Sequence[Sign], *, household: Household
) -> datetime | None:
    """The last of these signs that no pet can have given: it answers for her. What moves about may
    hold up the clock of silence; an uncertain sign is never read as reassurance."""
    return max((sign.at for sign in signs if _is_surely_hers(sign, home, household)), default=None)


def _is_surely_hers(sign: Sign, home: Remembered, household: Household) -> bool:
    return not _may_be_a_pets(sign, household) and _is_hers(sign, home, home.noise, household)


def _may_be_a_pets(sign: Sign, household: Household) -> bool:
    return household.has_pet and sign.kind is SignKind.MOTION


def _with_signs(home: Remembered, signs: Sequence[Sign], household: Household) -> Remembered:
    noise = _listened(home.noise, signs)
    hers = [sign for sign in signs if _is_hers(sign, home, noise, household)]
    doors = [sign for sign in hers if sign.kind is SignKind.DOOR]
    inside = [sign for sign in hers if sign.kind is not SignKind.DOOR]
    switches = [sign for sign in hers if sign.kind is SignKind.POWER]
    marked = replace(
        home,
        last_sign_at=max([home.last_sign_at, *(sign.at for sign in hers)]),
        door_at=_latest(home.door_at, _times(doors)),
        inside_at=_latest(home.inside_at, _times(inside)),
        switch_at=_latest(home.switch_at, _times(switches)),
        switch_days=_days(home.switch_days, _times(switches)),
        doors=_tellers(home.doors, doors),
        switches=_tellers(home.switches, switches),
        nights=_stirred(home.nights, hers),
        noise=noise,
        unfolded=(*home.unfolded, *_offered(home, signs))[-MOST_UNFOLDED:],
    )
    if not home.raised | home.doubted:
        return marked
    is_sure = not all(_may_be_a_pets(sign, household) for sign in hers)
    ended = _ended(home, marked)
    doubted = frozenset() if is_sure else home.doubted | ended
    return replace(marked, raised=home.raised - ended, doubted=doubted)


def _times(signs: Sequence[Sign]) -> list[datetime]:
    return [sign.at for sign in signs]


def _tellers(known: Mapping[str, datetime], signs: Sequence[Sign]) -> Mapping[str, datetime]:
    """Who has told of such a thing, and when last; a sensor that no longer does is forgotten."""
    if not signs:
        return known
    tellers = {**known}
    for sign in signs:
        tellers[sign.sensor] = max(sign.at, tellers.get(sign.sensor, sign.at))
    oldest = max(tellers.values()) - TELLS_WITHIN
    return {sensor: at for sensor, at in tellers.items() if at > oldest}


def _is_hers(sign: Sign, home: Remembered, noise: Noise, household: Household) -> bool:
    has_switches = home.switch_at is not None and sign.at - home.switch_at < HAS_SWITCHES_FOR
    return is_hers(sign, noise=noise, household=household, has_switches=has_switches)


def _ended(home: Remembered, marked: Remembered) -> set[Rule]:
    """Rules that rang, and that a new sign has made untrue."""
    moved = {
        Rule.DOOR: marked.door_at != home.door_at,
        Rule.UTILITY: marked.switch_at != home.switch_at,
        Rule.NIGHT: marked.last_sign_at != home.last_sign_at,
    }
    return {rule for rule, has_moved in moved.items() if has_moved and rule in home.raised}


def _offered(home: Remembered, signs: Sequence[Sign]) -> Sequence[Sign]:
    """Those that the model can still take: what is older than its open half hour came too late."""
    if home.kept_at is None:
        return signs
    earliest = home.kept_at - OPEN_FOR
    return [sign for sign in signs if sign.at >= earliest]


def _listened(noise: Noise, signs: Sequence[Sign]) -> Noise:
    switched = [sign for sign in signs if sign.kind is SignKind.POWER]
    if not switched:
        return noise
    tallies = dict(noise.tallies)
    for sign in switched:
        hour = sign.at.astimezone(SEOUL).hour
        tallies[sign.sensor] = tallied(tallies.get(sign.sensor, (0, 0)), hour)
    return Noise(tallies)


def _stirred(nights: Nights, signs: Sequence[Sign]) -> Nights:
    for sign in signs:
        if night := night_of(sign.at.astimezone(SEOUL)):
            nights = stir(nights, night)
    return nights


def _days(known: frozenset[date], switches: Sequence[datetime]) -> frozenset[date]:
    new = {at.astimezone(SEOUL).date() for at in switches} - known
    if not new:
        return known
    latest = max(known | new)
    return frozenset(day for day in known | new if (latest - day).days < DAYS_KEPT)


def _with_answer(home: Remembered, at: datetime) -> Remembered:
    """Her own word ends the silence and what was asked of it, and starts the long clocks anew."""
    began = min(home.last_sign_at, home.silent_since or home.last_sign_at)
    silence = Deaf(began, at, DeafCause.ANSWERED)
    return replace(
        home,
        last_sign_at=max(home.last_sign_at, at),
        answered_at=_latest(home.answered_at, [at]),
        excused=(*home.excused, silence) if silence.since < at else home.excused,
        door_at=_latest(home.door_at, [at]) if Rule.DOOR in home.raised else home.door_at,
        switch_at=_latest(home.switch_at, [at]) if Rule.UTILITY in home.raised else home.switch_at,
        raised=frozenset(),
        doubted=frozenset(),
        asked=None,
        too_long_at=None,
    )


def _latest(known: datetime | None, moments: Sequence[datetime]) -> datetime | None:
    return max([*moments, known] if known else moments, default=None)
