"""The fields of a small request, sent as a form or as JSON."""

from collections.abc import Mapping
from json import JSONDecodeError

from starlette.requests import Request

LONGEST_FIELD = 2_048
"""No code, token or verifier of ours is longer."""


async def fields_of(request: Request) -> Mapping[str, str]:
    """Text fields only; whatever else was sent is left out."""
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            sent = await request.json()
        except (JSONDecodeError, UnicodeDecodeError):
            return {}
        pairs = list(sent.items()) if isinstance(sent, dict) else []
    else:
        pairs = (await request.form(max_files=0, max_fields=20)).multi_items()
    return {
        name: value
        for name, value in pairs
        if isinstance(value, str) and len(value) <= LONGEST_FIELD and value.isprintable()
    }
