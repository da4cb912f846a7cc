"""A JSON body as a window, or what was wrong with it. Nothing of the body is quoted back."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import orjson

from ml_serving.contract import Refusal
from ml_serving.models.demand_forecast.day_marks import FEASTS, FIRST_YEAR, LAST_YEAR
from ml_serving.models.demand_forecast.level import ANY
from ml_serving.models.demand_forecast.rhythm import RHYTHMS, Rhythm
from ml_serving.models.demand_forecast.window import WEATHER, Numbers, Window

LARGEST: Final = 1e9
"""Demand a step. More than this is a mistake in units."""

MOST_GAPS: Final = 0.5
"""A history of which more is unknown is refused: send the part from where it is known."""

HOME: Final = "KR"

_KEYS: Final = frozenset(
    {"frequency", "start", "history", "horizon", "category", "country", "weather", "closed"}
)
_LONGEST_WORD: Final = 64

Body = Mapping[str, Any]


def read_request(body: bytes) -> Window | Refusal:
    """The window that a JSON object asks about."""
    try:
        asked = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Refusal("the body is not JSON", "a JSON object; NaN and Infinity are not JSON")
    if not isinstance(asked, dict):
        return Refusal("the body is not a JSON object", f"an object with {_listed(_KEYS)}")
    return read_fields(asked)


def read_fields(asked: Body) -> Window | Refusal:
    """The same from fields already taken apart: JSON's, or a tensor row's."""
    for look in _LOOKS:
        for refusal in look(asked):
            return refusal
    return _window(asked)


def _of_keys(asked: Body) -> Iterator[Refusal]:
    if asked.keys() - _KEYS:
        yield Refusal("the object has a field that is not known", f"only {_listed(_KEYS)}")
    if missing := {"frequency", "start", "history", "horizon"} - asked.keys():
        yield Refusal(f"{_listed(missing)} is missing", "frequency, start, history and horizon")


def _of_frequency(asked: Body) -> Iterator[Refusal]:
    if asked["frequency"] not in list(RHYTHMS):
        yield Refusal("frequency is not known", '"hour" or "day"')


def _of_start(asked: Body) -> Iterator[Refusal]:
    wanted = (
        f"the local time of the first step, as 2026-03-01 or (hours) 2026-03-01T09:00, "
        f"{FIRST_YEAR} to {LAST_YEAR - 1}"
    )
    start = _time(asked["start"])
    if start is None:
        yield Refusal("start is not a local time in range", wanted)
    elif start != start.astype(f"datetime64[{_rhythm(asked).unit}]"):
        yield Refusal("start lies between two steps", wanted)


def _of_history(asked: Body) -> Iterator[Refusal]:
    history, longest = asked["history"], _rhythm(asked).longest_history
    wanted = f"0 to {longest} numbers from 0 to {LARGEST:.0e}, oldest first; null is a gap"
    if not isinstance(history, list | np.ndarray):
        yield Refusal("history is not a list", wanted)
    elif len(history) > longest:
        yield Refusal(f"history is too long ({len(history)} steps)", wanted)
    elif not all(value is None or _is_number(value) for value in history):
        yield Refusal("history holds something that is not a finite number", wanted)
    elif any(value is not None and not 0 <= value <= LARGEST for value in history):
        yield Refusal("history holds a number that is negative or too large", wanted)
    elif sum(value is None for value in history) > MOST_GAPS * len(history):
        yield Refusal("more than half of history is unknown", "history from where it is known")


def _of_horizon(asked: Body) -> Iterator[Refusal]:
    horizon, longest = asked["horizon"], _rhythm(asked).longest_horizon
    if isinstance(horizon, bool) or not isinstance(horizon, int | np.integer):
        yield Refusal("horizon is not a whole number", f"1 to {longest} steps")
    elif not 1 <= horizon <= longest:
        yield Refusal(f"horizon is out of range ({horizon})", f"1 to {longest} steps")


def _of_words(asked: Body) -> Iterator[Refusal]:
    category = asked.get("category", ANY)
    if not isinstance(category, str) or not 0 < len(category) <= _LONGEST_WORD:
        yield Refusal("category is not a word", f"1 to {_LONGEST_WORD} letters, or none at all")
    if asked.get("country", HOME) not in list(FEASTS):
        yield Refusal("country is not known", f"one of {_listed(FEASTS)}: whose holidays count")


def _of_closed(asked: Body) -> Iterator[Refusal]:
    closed, length = asked.get("closed"), len(asked["history"]) + asked["horizon"]
    fine = isinstance(closed, list) and len(closed) == length
    if closed is not None and not (fine and all(isinstance(each, bool) for each in closed)):
        yield Refusal("closed does not fit", f"{length} of true or false: history, then horizon")


def _of_weather(asked: Body) -> Iterator[Refusal]:
    weather, length = asked.get("weather"), len(asked["history"]) + asked["horizon"]
    wanted = f"{_listed(WEATHER)}, each {length} numbers or nulls: history, then horizon"
    if weather is None:
        return
    if not isinstance(weather, dict) or set(weather) != set(WEATHER):
        yield Refusal("weather does not have its four lists", wanted)
    elif not all(isinstance(row, list) and len(row) == length for row in weather.values()):
        yield Refusal("a list of weather has the wrong length", wanted)
    elif not all(v is None or _is_number(v) for row in weather.values() for v in row):
        yield Refusal("weather holds something that is not a finite number", wanted)


_LOOKS: Final[tuple[Callable[[Body], Iterator[Refusal]], ...]] = (
    _of_keys,
    _of_frequency,
    _of_start,
    _of_history,
    _of_horizon,
    _of_words,
    _of_closed,
    _of_weather,
)


def _window(asked: Body) -> Window:
    rhythm, horizon = _rhythm(asked), int(asked["horizon"])
    history = np.array(asked["history"], dtype=np.float64)
    length = len(history) + horizon
    closed = np.array(asked.get("closed") or [False] * length, dtype=bool)
    history[closed[: len(history)]] = np.nan
    forgotten = max(len(history) - rhythm.memory, 0)
    start = _time(asked["start"])
    assert start is not None
    return Window(
        rhythm=rhythm,
        start=start.astype(f"datetime64[{rhythm.unit}]") + np.timedelta64(forgotten, rhythm.unit),
        history=history[forgotten:],
        horizon=horizon,
        closed=closed[forgotten:],
        weather=_weather(asked.get("weather"), length)[forgotten:],
        category=asked.get("category", ANY),
        country=asked.get("country", HOME),
    )


def _weather(weather: Mapping[str, Any] | None, length: int) -> Numbers:
    if weather is None:
        return np.full((length, len(WEATHER)), np.nan)
    return np.array([weather[name] for name in WEATHER], dtype=np.float64).T


def _rhythm(asked: Body) -> Rhythm:
    return RHYTHMS[asked["frequency"]]


def _time(text: Any) -> np.datetime64 | None:
    """A local time to the minute; None for anything else. An offset has no meaning here."""
    if not isinstance(text, str) or not 10 <= len(text) <= 19 or text[-1] in "Zz" or "+" in text:
        return None
    try:
        time = np.datetime64(text, "s")
    except ValueError:
        return None
    if np.isnat(time):
        return None
    year = int(time.astype("datetime64[Y]").astype(int)) + 1970
    return time if FIRST_YEAR <= year < LAST_YEAR else None


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | np.floating):
        return False
    return math.isfinite(value)


def _listed(words: Any) -> str:
    return ", ".join(sorted(words))
