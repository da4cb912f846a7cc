"""JSON between strangers is UTF-8 (RFC 8259, 8.1), whoever reads it here.

Python's own reader would take UTF-16 and UTF-32 besides, and half characters; orjson takes none
of them. One rule for all models is kept before any of them is asked.
"""

import json

from ml_serving.batching.ask import RawInput
from ml_serving.contract import Refusal

_EXPECTED = "JSON in UTF-8, without a byte order mark"


def misencoded(content: RawInput) -> Refusal | None:
    """Why its JSON is not read; None where it is UTF-8, or no JSON."""
    if "json" not in content.content_type.lower():
        return None
    found = json.detect_encoding(content.body)
    if found != "utf-8":
        return Refusal(f"the body is no UTF-8, but looks like {found}", _EXPECTED)
    try:
        content.body.decode()
    except UnicodeDecodeError as wrong:
        return Refusal(f"byte {wrong.start} of the body is no UTF-8", _EXPECTED)
    return None
