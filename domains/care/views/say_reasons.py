"""Why something was noticed, in sentences: for who may know why, whatever a sensor said."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from domains.care.cases.views import ConcernView
from domains.care.ports import Reason
from domains.care.views.words import words
from domains.kernel.text import Locale

RAREST_PCT: Final = 0.01
"""A share below this is nobody's experience: nothing smaller is said."""


def say_reasons(locale: Locale, concern: ConcernView) -> list[str]:
    """One sentence a reason, as it was when it was observed, and at last whose word it is; nothing
    for a plain fact, and once the signals are forgotten nothing but whose word it was, where that
    stands by itself. No hour of the day: a guardian may be reading nine hours behind."""
    said = [_sentence(locale, reason) for reason in concern.reasons]
    return [text for text in (*said, *_by(locale, concern.by)) if text is not None]


def _sentence(locale: Locale, reason: Reason) -> str | None:
    """None where a figure is wanted, and there is none."""
    shown = FIGURES.get(reason.code)
    if shown is None:
        return words(locale, f"reason.{reason.code}").text
    if reason.figure is None:
        return None
    return words(locale, f"reason.{reason.code}", figure=shown(reason.figure)).text


def _by(locale: Locale, by: Mapping[str, Any] | None) -> Iterator[str]:
    if by is None:
        return
    if by.get("register_id"):
        named = {name: by.get(name) for name in ("model", "version", "register_id")}
        yield words(locale, "reason.by_model", **named).text
    elif rule := by.get("rule"):
        yield words(locale, "reason.by_rule", rule=_named(locale, rule)).text


def _named(locale: Locale, rule: str) -> str:
    """A rule's name as people say it; as it stands where an earlier release named it."""
    try:
        return words(locale, f"rule.{rule}").text
    except KeyError:
        return rule


def _plain(figure: float) -> str:
    return f"{figure:g}"


def _minutes(seconds: float) -> str:
    return str(max(1, round(seconds / 60)))


def _pct(share: float) -> str:
    return f"{round(max(100 * share, RAREST_PCT), 2):g}"


FIGURES: Final[Mapping[str, Callable[[float], str]]] = MappingProxyType(
    {
        "quiet_h": _plain,
        "unusual_stillness_pct": _plain,
        "silence_unusual_for_this_hour": _pct,
        "clock_stopped_by_outage": _minutes,
        "night-inactivity_h": _plain,
        "door-not-opened_h": _plain,
        "no-water-or-power_h": _plain,
        "too_hot": _plain,
        "too_cold": _plain,
    }
)
"""How the figure of a code is put; a code that is not here has none."""
