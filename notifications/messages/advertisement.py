"""What the law has every advertisement say first: that it is one, and whose."""

from typing import Final

from notifications.messages.render import Text

ADVERTISEMENT: Final = "(광고)"
"""정보통신망법 §50④, 시행령 §61③ and 별표 6: at the beginning of the title, in these letters and in
no variant of them, whatever the language of the rest; the sender's name follows."""


def marked(text: Text, *, sender: str) -> Text:
    """The text as an advertisement of `sender`; once marked, it stays as it is."""
    if text.title.startswith(ADVERTISEMENT):
        return text
    return Text(title=f"{ADVERTISEMENT} {sender} {text.title}", body=text.body)
