"""What becomes of one send: the same for whoever carries it here."""

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from notifications.emulator import status
from notifications.emulator.exchange import Exchange
from notifications.emulator.fcm_v1 import Sending
from notifications.emulator.misbehaviour import Behaviour, Rule
from notifications.emulator.status import Answer, Violation
from notifications.emulator.templates import Templates

LARGEST_REQUEST = 64 * 1024


class Silence(Enum):
    """What the sender gets where it gets no answer."""

    CUT = "the connection ends"
    HANG = "nothing, for as long as it waits"


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer, and how long it is in coming."""

    answer: Answer | Silence
    delay_s: float = 0.0


class Sends:
    """Takes the body of each send, with what its head says."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._templates = Templates()

    def take(self, *, project: str, authorization: bytes, raw: bytes | None) -> Taken:
        """`raw` None: the body was larger than `LARGEST_REQUEST`."""
        self._exchange.journal.counts["requests"] += 1
        latency_s = self._exchange.wire.latency_s
        if not self._exchange.desk.accepts(authorization):
            return Taken(self._uncounted(status.unauthenticated()), latency_s)
        if raw is None:
            too_large = status.invalid_argument(Violation("(body)", "is too large"))
            return Taken(self._uncounted(too_large), latency_s)
        sending = self._templates.read(raw)
        if isinstance(sending, Violation):
            return Taken(self._uncounted(status.invalid_argument(sending)), latency_s)
        if sending.validate_only:
            return Taken(status.accepted(f"projects/{project}/messages/fake_message_id"), latency_s)
        return self._send(project, sending, latency_s)

    def _uncounted(self, answer: Answer) -> Answer:
        self._exchange.journal.counts[answer.outcome] += 1
        return answer

    def _send(self, project: str, sending: Sending, latency_s: float) -> Taken:
        self._exchange.arrived(sending)
        device = self._exchange.find_or_register(sending)
        if device is None:
            return self._refuse(sending, status.unregistered(), latency_s)
        rule = self._exchange.rule_for(device)
        if rule.behaviour is Behaviour.UNINSTALLED:
            self._exchange.bury(device)
        refusal = refusal_of(rule)
        if refusal is not None:
            return self._refuse(sending, refusal, latency_s)
        if rule.behaviour is Behaviour.HANG:
            self._note_refusal(sending, outcome="HANGING", code=0)
            return Taken(Silence.HANG)
        if rule.behaviour is Behaviour.LOST_RESPONSE:
            self._exchange.deliver(device, sending, outcome="LOST_RESPONSE", status=0)
            return Taken(Silence.CUT, latency_s)
        message_id = self._exchange.deliver(device, sending, outcome="ACCEPTED", status=200)
        slow_s = rule.delay_s if rule.behaviour is Behaviour.SLOW else 0.0
        name = f"projects/{project}/messages/{message_id}"
        return Taken(status.accepted(name), latency_s + slow_s)

    def _refuse(self, sending: Sending, answer: Answer, latency_s: float) -> Taken:
        self._note_refusal(sending, outcome=answer.outcome, code=answer.status)
        return Taken(answer, latency_s)

    def _note_refusal(self, sending: Sending, *, outcome: str, code: int) -> None:
        self._exchange.note_refusal(sending.target, sending, outcome=outcome, status=code)


def refusal_of(rule: Rule) -> Answer | None:
    """The refusal that a rule orders; None when there is none."""
    match rule.behaviour:
        case Behaviour.SUCCESS | Behaviour.SLOW | Behaviour.LOST_RESPONSE | Behaviour.HANG:
            return None
        case Behaviour.UNREGISTERED | Behaviour.UNINSTALLED:
            return status.unregistered()
        case Behaviour.REVOKED:
            return status.unauthenticated()
        case Behaviour.SENDER_ID_MISMATCH:
            return status.sender_id_mismatch()
        case Behaviour.QUOTA:
            return status.quota_exceeded(rule.retry_after_s)
        case Behaviour.UNAVAILABLE:
            return status.unavailable()
        case Behaviour.INTERNAL:
            return status.internal()
        case Behaviour.BAD_GATEWAY:
            return status.bad_gateway()
        case Behaviour.THIRD_PARTY_AUTH:
            return status.third_party_auth_error()
        case unreachable:
            assert_never(unreachable)
