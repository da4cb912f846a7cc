"""From a worker's reply to what the asker hears."""

from dataclasses import dataclass
from typing import assert_never

from ml_serving.batching.outcome import Answered, Failed, Outcome, Refused, TooLate
from ml_serving.batching.ticket import Ticket
from ml_serving.contract import Refusal
from ml_serving.workers.answer_frames import Answers, Given, Late, Raised, Reply


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose answers these are."""

    name: str
    version: str
    register_id: str

    def answered(
        self, given: Given, ticket: Ticket, answers: Answers, *, sent: float, now: float
    ) -> Answered:
        return Answered(
            model=self.name,
            version=self.version,
            register_id=self.register_id,
            answer=given.answer,
            uncertainty=given.uncertainty,
            tensors=given.tensors,
            latency_s=now - ticket.arrived,
            queued_s=sent - ticket.arrived,
            computed_s=answers.computed_s,
            batch_rows=answers.rows,
        )


def not_answered(reply: Refusal | Late | Raised) -> Outcome:
    match reply:
        case Refusal(reason=reason, expected=expected):
            return Refused(reason, expected)
        case Late():
            return TooLate()
        case Raised(kind=kind):
            return Failed(kind)
        case unreachable:
            assert_never(unreachable)


def outcome_of(
    reply: Reply,
    ticket: Ticket,
    answers: Answers,
    *,
    identity: Identity,
    sent: float,
    now: float,
) -> Outcome:
    if isinstance(reply, Given):
        return identity.answered(reply, ticket, answers, sent=sent, now=now)
    return not_answered(reply)
