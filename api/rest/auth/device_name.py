"""What the citizen's device is called, as the app or page says it."""

from domains.kernel.resident_numbers import holds_resident_number

LONGEST = 80


def device_name(said: str | None, *, otherwise: str) -> str:
    """What was said, on one line of at most 80 characters; else `otherwise`.

    A name helps its owner tell sessions apart and must not stop a sign-in: one with control
    characters, or with what looks like a resident registration number, is not kept.
    """
    name = " ".join((said or "").split())
    if not name or not name.isprintable() or holds_resident_number([name]):
        return otherwise
    return name[:LONGEST]
