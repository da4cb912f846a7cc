"""Those whom a campaign reaches, and what an officer presses."""

from notifications.campaigns.cancel import cancel
from notifications.campaigns.pause import pause, resume
from notifications.campaigns.policy import Move
from notifications.campaigns.schedule import schedule
from notifications.campaigns.start import start
from tests.notifications.campaigns.desk import (
    Desk,
)

STEPS = {
    Move.SCHEDULE: schedule,
    Move.START: start,
    Move.PAUSE: pause,
    Move.RESUME: resume,
    Move.CANCEL: cancel,
}


async def citizens(desk: Desk, number: int = 3, **person) -> list:
    found = []
    for n in range(number):
        one = await desk.town.person(f"시민{n}", **person)
        await desk.town.phone(one, f"token-{one}")
        found.append(one)
    return found
