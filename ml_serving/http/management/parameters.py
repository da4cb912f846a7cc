"""Query parameters of TorchServe's management calls, read as what they are meant to be."""

from collections.abc import Mapping


class Unusable(ValueError):
    """A parameter that is not what was expected; the message says what was."""


def whole(query: Mapping[str, str], name: str, *, low: int, high: int) -> int | None:
    """A whole number; None where it was not given. Raises `Unusable`."""
    said = query.get(name)
    if said is None:
        return None
    digits = said[1:] if said[:1] == "-" else said
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Unusable(f"{name}. Expected: a whole number from {low} to {high}.")
    if not low <= int(said) <= high:
        raise Unusable(f"{name}. Expected: a whole number from {low} to {high}.")
    return int(said)


def truth(query: Mapping[str, str], name: str) -> bool:
    """`true` or `false`, false where it was not given. Raises `Unusable`."""
    said = query.get(name, "false").lower()
    if said not in ("true", "false"):
        raise Unusable(f"{name}. Expected: true or false.")
    return said == "true"
