"""The name by which a place is known again when its file is imported anew."""

import hashlib
import re

from domains.commute.school_calendar import SchoolLevel
from domains.commute.vocabulary import PlaceKind

LONGEST_KEY = 120
NAME_SHOWN = 60
SPELLING = re.compile(r"\(.*?\)|번지|\s")
"""What offices write into an address one year and leave out the next."""


def source_key(
    *,
    kind: PlaceKind,
    level: SchoolLevel,
    name: str,
    national_id: str = "",
    whereabouts: str = "",
) -> str:
    """The national id when there is one, else level, name and address, spelling aside.

    Coordinates are left out: editions correct them.
    """
    if national_id:
        return f"{kind}/id/{national_id}"[:LONGEST_KEY]
    spelled = "".join(name.split())
    place = SPELLING.sub("", whereabouts)
    digest = hashlib.blake2s(f"{spelled}|{place}".encode(), digest_size=8).hexdigest()
    return f"{kind}/{level}/{spelled[:NAME_SHOWN]}/{digest}"
