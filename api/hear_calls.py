"""What was answered in a call finds those who asked."""

from dataclasses import dataclass

from domains.care.public import check_ins
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications import public as notifications
from notifications.channels.phone_line import CallAnswer


@dataclass(frozen=True, slots=True)
class Listener:
    """A `notifications.Hear`: check-ins are, for now, the only ones who ask."""

    clock: Clock
    ids: Ids

    async def __call__(self, answered: notifications.Answered) -> None:
        check_in_id = notifications.check_in_of(answered.tag)
        if check_in_id is None:
            return
        answer = check_ins.Answer(
            meaning=check_ins.read_answer(said_of(answered.answer), locale=answered.locale),
            way=check_ins.Way.CALL,
            reference=answered.event_id,
            said_at=answered.at,
        )
        await check_ins.answer_as(
            answered.person_id, check_in_id, answer, clock=self.clock, ids=self.ids
        )


def said_of(answer: CallAnswer) -> check_ins.Said:
    """The same in the words of those who read it."""
    if answer.key is not None:
        return check_ins.KeyPressed(answer.key)
    if answer.speech is not None:
        return check_ins.Spoken(answer.speech, answer.confidence)
    return check_ins.Nothing()
