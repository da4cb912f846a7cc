"""One wording for one platform, encoded once; each message is that with its address spliced in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

import orjson

from domains.identity.public import Platform
from notifications.channels.fcm.message import encode
from notifications.opt_out.binding import MARK
from notifications.ports import Wording

HEAD = b'{"message":{"fid":'
ANY_ADDRESS = "address"
WAY_OUT = orjson.dumps(MARK)[1:-1]
TRUE_FOR = timedelta(seconds=1)
"""How long it is used: the seconds to live that it says are true to the second."""


@dataclass(frozen=True, slots=True)
class Template:
    """`rest` follows the address; the receiver's own way out of advertising stands between its
    parts."""

    rest: Sequence[bytes] = field(repr=False)
    made_at: datetime

    def is_true(self, *, now: datetime) -> bool:
        """Also false when the clock went back."""
        return timedelta(0) <= now - self.made_at < TRUE_FOR

    def body(self, address: str, *, opt_out: str = "") -> bytes:
        """For one receiver; `opt_out` is their own way out, where it advertises.

        Raises ValueError for an address that Google's encoder would not take, and for an
        advertisement without a way out of it.
        """
        if not address:
            raise ValueError("an address is not empty")
        if len(self.rest) == 1:
            return HEAD + orjson.dumps(address) + self.rest[0]
        if not opt_out:
            raise ValueError("an advertisement needs its receiver's way out")
        return HEAD + orjson.dumps(address) + orjson.dumps(opt_out)[1:-1].join(self.rest)


def make_template(wording: Wording, platform: Platform, *, now: datetime) -> Template:
    """Raises ValueError for what Google's encoder finds malformed."""
    message = encode(wording, platform, address=ANY_ADDRESS, now=now)
    del message["fid"]
    rest = b"," + orjson.dumps(message)[1:] + b"}"
    return Template(rest.split(WAY_OUT), made_at=now)


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
