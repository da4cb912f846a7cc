"""What an answer says about the message, and what it says about FCM and us."""

from typing import assert_never

from domains.identity.public import Platform
from infra.wire import Answer
from notifications.channels.fcm.means import Means
from notifications.channels.fcm.receipt import SENDER_ID_MISMATCH, THIRD_PARTY, read
from notifications.ports import (
    CredentialsRefused,
    NotBegun,
    Outgoing,
    QuotaExceeded,
    Receipt,
    Rejected,
    Sent,
    Transient,
    Unregistered,
)


def judge(answer: Answer, outgoing: Outgoing, *, means: Means, token: str) -> Receipt:
    """The receipt, after breakers and access have heard what concerns them."""
    receipt = read(answer, clock=means.clock)
    match receipt:
        case Sent():
            means.throttle.answered()
            means.fcm.succeeded()
            if outgoing.platform is Platform.IOS:
                means.apns.succeeded()
        case Unregistered() | Rejected():
            means.throttle.answered()
            means.fcm.succeeded()
            means.apns.let_go()
        case CredentialsRefused(reason):
            _refused(reason, answer.status, outgoing, means=means, token=token)
        case Transient(reason):
            means.fcm.failed(reason, now=_now(means))
            means.apns.let_go()
        case QuotaExceeded() | NotBegun():
            means.let_go()
        case unreachable:
            assert_never(unreachable)
    return receipt


def _refused(reason: str, status: int, outgoing: Outgoing, *, means: Means, token: str) -> None:
    """A phone that belongs to another sender may be a foreign app's; the rest is about us."""
    if reason in THIRD_PARTY:
        means.fcm.succeeded()
        means.apns.refused(reason, by=None, now=_now(means))
        return
    if status == 401:
        means.access.refused(token)
    by = outgoing.person_id if reason == SENDER_ID_MISMATCH else None
    means.fcm.refused(reason, by=by, now=_now(means))
    means.apns.let_go()


def _now(means: Means) -> float:
    return means.clock.now().timestamp()
