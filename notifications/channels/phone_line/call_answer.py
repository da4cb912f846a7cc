"""What somebody answered in a call, as the provider reports it. Pure.

Whatever cannot be read is no answer rather than no report: that nothing was understood is worth
knowing, and somebody looks into it.
"""

import re
from dataclasses import dataclass, field
from typing import Final

KEYS: Final = re.compile(r"[0-9*#]{1,8}")
LONGEST_SPEECH: Final = 500


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """A key or words; neither where nothing was said, or nothing could be read. `confidence` is
    the recogniser's, from 0 to 1."""

    key: str | None = field(default=None, repr=False)
    speech: str | None = field(default=None, repr=False)
    confidence: float = 0.0

    @property
    def is_nothing(self) -> bool:
        return self.key is None and self.speech is None


def read_call_answer(said: object) -> CallAnswer:
    """`{"key"}`, or `{"speech", "confidence"}`; both at once are neither."""
    if not isinstance(said, dict):
        return CallAnswer()
    key, speech = said.get("key"), said.get("speech")
    if isinstance(key, str) and speech is None and KEYS.fullmatch(key):
        return CallAnswer(key=key)
    if isinstance(speech, str) and key is None and speech.strip():
        return CallAnswer(
            speech=speech[:LONGEST_SPEECH], confidence=_confidence(said.get("confidence"))
        )
    return CallAnswer()


def _confidence(said: object) -> float:
    """0 where none was given, or none that is one: then nobody was sure."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        return 0.0
    return float(said) if 0 <= said <= 1 else 0.0
