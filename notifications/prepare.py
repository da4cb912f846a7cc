"""Turn claimed deliveries into messages, or into the reason why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from uuid import UUID

from domains.identity import public as identity
from domains.kernel.text import Locale
from notifications import notices
from notifications.claim_due import Claimed
from notifications.gate import Allow, Deny, Hold, Verdict
from notifications.messages.payload import Payload, compose, compose_retraction
from notifications.messages.render import Text
from notifications.notification import Category, Retraction
from notifications.ports import Outgoing
from notifications.regate import regate
from notifications.retry import Progress, State
from notifications.settle import Settlement


@dataclass(slots=True)
class Prepared:
    """A batch, parted: what goes out, and what is settled without going out."""

    outgoing: list[tuple[Claimed, Outgoing]] = field(default_factory=list)
    settled: list[Settlement] = field(default_factory=list)


async def prepare(claimed: Sequence[Claimed], *, now: datetime) -> Prepared:
    """A few statements, whatever the number: notices, phones, and the gate for what waited.

    A delivery whose notice was erased since it was claimed appears in neither part.
    """
    stated = await notices.load({each.event_id for each in claimed})
    phones = await _phones(claimed)
    verdicts = await regate(claimed, stated, now=now)
    compose_once = cache(partial(_compose, stated))
    prepared = Prepared()
    for each in claimed:
        if each.event_id not in stated:
            continue
        category = stated[each.event_id].category
        phone = phones.get((each.device_id, each.person_id))
        verdict = verdicts.get((each.event_id, each.person_id), Allow(each.with_position))
        match _course(each, category, verdict, phone, now=now):
            case Progress() as progress:
                prepared.settled.append((each, category, progress))
            case _Go(device, with_position):
                words = compose_once(each.event_id, each.locale, with_position)
                prepared.outgoing.append((each, _outgoing(each, category, device, words)))
    return prepared


async def _phones(claimed: Sequence[Claimed]) -> dict[tuple[UUID, UUID], identity.PushDevice]:
    """By device and owner: a phone that changed hands is no longer the addressee's."""
    devices = await identity.push_devices_of({each.person_id for each in claimed})
    return {(device.device_id, device.person_id): device for device in devices}


@dataclass(frozen=True, slots=True)
class _Go:
    device: identity.PushDevice
    with_position: bool


def _course(
    claimed: Claimed,
    category: Category,
    verdict: Verdict,
    phone: identity.PushDevice | None,
    *,
    now: datetime,
) -> _Go | Progress:
    if now >= claimed.expires_at:
        return _too_late(claimed, category)
    if phone is None:
        return Progress(state=State.FAILED, attempts=claimed.attempts, error="no_address")
    match verdict:
        case Allow(with_position):
            return _Go(phone, with_position and claimed.with_position)
        case Deny(reason):
            return Progress(state=State.FAILED, attempts=claimed.attempts, error=reason.value)
        case Hold(until):
            return Progress(state=State.PENDING, attempts=claimed.attempts, next_attempt_at=until)


def _too_late(claimed: Claimed, category: Category) -> Progress:
    """News that nobody tried to tell just expires.

    An alarm, and whatever was tried in vain, was lost: that counts and is escalated.
    """
    if claimed.error is None and category is not Category.SAFETY:
        return Progress(state=State.EXPIRED, attempts=claimed.attempts)
    error = claimed.error or "expired"
    return Progress(state=State.DEAD, attempts=claimed.attempts, error=error)


@dataclass(frozen=True, slots=True)
class _Words:
    tag: str
    text: Text | None
    payload: Payload


def _compose(
    stated: Mapping[UUID, notices.Stated], event_id: UUID, locale: Locale, with_position: bool
) -> _Words:
    notice = stated[event_id].notice
    if isinstance(notice, Retraction):
        return _Words(notice.tag, None, compose_retraction(notice))
    text, payload = compose(notice, locale=locale, with_position=with_position)
    return _Words(notice.tag, text, payload)


def _outgoing(
    claimed: Claimed, category: Category, device: identity.PushDevice, words: _Words
) -> Outgoing:
    return Outgoing(
        address=device.push_token,
        platform=device.platform,
        category=category,
        tag=words.tag,
        expires_at=claimed.expires_at,
        text=words.text,
        payload=words.payload,
    )
