"""Whether a question of ours can reach her at all."""

from uuid import UUID

from domains.identity import public as identity
from domains.identity.public import contacts


async def has_line(senior_id: UUID) -> bool:
    """She has a phone or a browser that can be rung, or a telephone that takes calls: no text
    message asks how she is. Read anew for each step, since the dead tokens of phones are dropped.
    """
    if await identity.push_devices_of([senior_id]):
        return True
    lines = await contacts.contact_lines_of([senior_id])
    return any(line.kind is contacts.LineKind.VOICE for line in lines)
