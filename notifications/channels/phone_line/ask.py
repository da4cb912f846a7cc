"""What the provider is asked: one JSON object a message or call. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from domains.kernel.text import Catalogue, Locale
from notifications.channels.phone_line.short_text import shorten
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
    """Path and body of a call: who speaks, what happened, and that a key says it was heard."""
    locale = outgoing.wording.locale
    opening = CATALOGUE.text(locale, "voice.opening", sender=_own_name(outgoing))
    body = {
        **_common(outgoing, sender=sender, report_to=report_to),
        "language": SPOKEN[locale],
        "say": f"{opening} {_sentence(text.title)} {text.body}",
        "repeat": REPEAT,
        "confirm": {
            "key": CONFIRM_KEY,
            "ask": CATALOGUE.text(locale, "voice.confirm", digit=CONFIRM_KEY),
            "thank": CATALOGUE.text(locale, "voice.thanks"),
        },
        "ring_for_s": RING_FOR_S,
    }
    return "/v1/calls", body


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
