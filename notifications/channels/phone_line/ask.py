"""What the provider is asked: one JSON object a message or call. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from domains.kernel.text import Catalogue, Locale
from notifications.channels.phone_line.short_text import shorten
from notifications.messages.questions import KEYS, is_question
from notifications.messages.render import Text
from notifications.ports import Outgoing

CATALOGUE: Final = Catalogue(Path(__file__).parent / "locales")

SPOKEN: Final[Mapping[Locale, str]] = {
    Locale.KO: "ko-KR",
    Locale.EN: "en-US",
    Locale.ZH: "zh-CN",
    Locale.VI: "vi-VN",
}
"""BCP 47, as speech synthesis wants it."""

CONFIRM_KEY: Final = "1"
REPEAT: Final = 2
RING_FOR_S: Final = 30
LISTEN_FOR_S: Final = 8
"""After each time that the question was asked. Old people take their time."""


def message(
    outgoing: Outgoing, text: Text, *, sender: str, report_to: str
) -> tuple[str, dict[str, Any]]:
    """Path and body of a text message."""
    said = shorten(sender=_own_name(outgoing), title=text.title, body=text.body)
    body = {
        **_common(outgoing, sender=sender, report_to=report_to),
        "form": said.form.value,
        "charset": said.charset.value,
        "subject": said.subject,
        "text": said.text,
    }
    return "/v1/messages", body


def call(
    outgoing: Outgoing, text: Text, *, sender: str, report_to: str
) -> tuple[str, dict[str, Any]]:
    """Path and body of a call: who speaks, what happened, and that a key says it was heard.

    A question is answered instead: by one of its keys, or in words.
    """
    locale = outgoing.wording.locale
    asks = is_question(outgoing.wording.payload.get("kind", ""))
    opening = "voice.question.opening" if asks else "voice.opening"
    said = CATALOGUE.text(locale, opening, sender=_own_name(outgoing))
    body = {
        **_common(outgoing, sender=sender, report_to=report_to),
        "language": SPOKEN[locale],
        "say": f"{said} {_sentence(text.title)} {text.body}",
        "repeat": REPEAT,
        "ring_for_s": RING_FOR_S,
        **({"question": question(locale)} if asks else {"confirm": _confirm(locale)}),
    }
    return "/v1/calls", body


def question(locale: Locale) -> dict[str, Any]:
    """What is asked, what each key means, and what may be said instead."""
    keys = {meaning: key for key, meaning in KEYS.items()}
    return {
        "ask": CATALOGUE.text(locale, "voice.question.ask", **keys),
        "keys": [
            {
                "key": key,
                "means": meaning,
                "thank": CATALOGUE.text(locale, f"voice.question.{meaning}"),
            }
            for key, meaning in KEYS.items()
        ],
        "speech": {
            "language": SPOKEN[locale],
            "phrases": CATALOGUE.text(locale, "voice.question.phrases").split("|"),
            "thank": CATALOGUE.text(locale, "voice.question.heard"),
        },
        "listen_for_s": LISTEN_FOR_S,
        "silence": CATALOGUE.text(locale, "voice.question.silence"),
    }


def welcome(locale: Locale, *, known: bool) -> dict[str, Any]:
    """What is said to somebody who calls us: whom we know by the number is asked the question."""
    word = "voice.incoming.opening" if known else "voice.incoming.unknown"
    said = CATALOGUE.text(locale, word, sender=CATALOGUE.text(locale, "voice.sender"))
    opened = {"language": SPOKEN[locale], "say": said}
    return {**opened, "question": question(locale)} if known else opened


def _confirm(locale: Locale) -> dict[str, Any]:
    return {
        "key": CONFIRM_KEY,
        "ask": CATALOGUE.text(locale, "voice.confirm", digit=CONFIRM_KEY),
        "thank": CATALOGUE.text(locale, "voice.thanks"),
    }


def id_of(outgoing: Outgoing) -> str:
    """The same at every attempt: the provider writes and calls once an id."""
    return f"{outgoing.event_id}:{outgoing.device_id}"


def _common(outgoing: Outgoing, *, sender: str, report_to: str) -> dict[str, Any]:
    return {
        "id": id_of(outgoing),
        "to": outgoing.address,
        "from": sender,
        "expires_at": _instant(outgoing.wording.expires_at),
        "report_to": report_to,
    }


def _own_name(outgoing: Outgoing) -> str:
    return CATALOGUE.text(outgoing.wording.locale, "voice.sender")


def _sentence(title: str) -> str:
    """A title bears no full stop; a voice that read on would make one sentence of two."""
    return title if title[-1:] in ".!?。！？" else f"{title}."


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
