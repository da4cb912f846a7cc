"""Whom mosquitto turned away, read from what it notices.

A wrong password is worded so in every 2.x. A message at somebody else's topic makes it close the
connection as broken, since MQTT 3.1.1 knows no way to refuse one; the name in the notice is the
device's own, as `use_username_as_clientid` has it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

NOBODY_KNOWN: Final = "<unknown>"
_REFUSED: Final = re.compile(r"Client (\S+) disconnected, not authori[sz]ed")
_CUT_OFF: Final = re.compile(r"Bad socket read/write on client (\S+): Unknown error")


def turned_away(notices: Iterable[str]) -> Iterator[str]:
    """The name under which each came; a name alone proves nothing."""
    for notice in notices:
        if found := _REFUSED.search(notice) or _CUT_OFF.search(notice):
            yield found[1]
