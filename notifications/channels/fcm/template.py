"""One wording for one platform, encoded once; each message is that with its address spliced in."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

import orjson

from domains.identity.public import Platform
from notifications.channels.fcm.message import encode
from notifications.opt_out.binding import with_way_out
from notifications.ports import Wording

HEAD = b'{"message":{"fid":'
ANY_ADDRESS = "address"
TRUE_FOR = timedelta(seconds=1)
"""How long it is used: the seconds to live that it says are true to the second."""


@dataclass(frozen=True, slots=True)
class Template:
    """`rest` follows the address."""

    rest: bytes = field(repr=False)
    made_at: datetime

    def is_true(self, *, now: datetime) -> bool:
        """Also false when the clock went back."""
        return timedelta(0) <= now - self.made_at < TRUE_FOR

    def body(self, address: str, *, opt_out: str = "") -> bytes:
        """For one receiver; `opt_out` is theirs where it advertises.

        Raises ValueError for an address that Google's encoder would not take.
        """
        if not address:
            raise ValueError("an address is not empty")
        return HEAD + orjson.dumps(address) + with_way_out(self.rest, opt_out)


def make_template(wording: Wording, platform: Platform, *, now: datetime) -> Template:
    """Raises ValueError for what Google's encoder finds malformed."""
    message = encode(wording, platform, address=ANY_ADDRESS, now=now)
    del message["fid"]
    return Template(b"," + orjson.dumps(message)[1:] + b"}", made_at=now)


class Templates:
    """Those that are in use, for as long as their wordings are."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Wording, dict[Platform, Template]] = WeakKeyDictionary()

    def of(self, wording: Wording, platform: Platform, *, now: datetime) -> Template:
        """Raises ValueError for what Google's encoder finds malformed."""
        kept = self._kept.get(wording)
        if kept is None:
            kept = self._kept[wording] = {}
        template = kept.get(platform)
        if template is None or not template.is_true(now=now):
            template = kept[platform] = make_template(wording, platform, now=now)
        return template
