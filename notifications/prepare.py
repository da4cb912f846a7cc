"""Turn claimed deliveries into messages, or into the reason why there is none."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog

from domains.kernel.text import Locale
from notifications import statements
from notifications.channel import Channel
from notifications.claimed import Claimed
from notifications.endpoints import Endpoints, endpoints_of
from notifications.gate import Allow, Deny, Hold, Verdict
from notifications.lanes import Lane
from notifications.opt_out.binding import opt_out_url
from notifications.ports import Outgoing, Wording
from notifications.regate import People, Verdicts, one_turns_worth, regate, waited
from notifications.retry import Progress, State, dead_letter
from notifications.settle import Settlement
from notifications.statements import Statement

log = structlog.get_logger()

UNSAYABLE = "unsayable"
"""The reason of a message whose words cannot be composed: our fault, and nobody else's."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes out by one channel: deliveries and their messages, in the same order."""

    claimed: list[Claimed] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch, parted: what goes out by each channel, what is settled without going out, and what
    goes back to its place in the queue because the gate was asked about enough for one turn."""

    bundles: dict[Channel, Bundle] = field(default_factory=lambda: defaultdict(Bundle))
    settled: list[Settlement] = field(default_factory=list)
    put_back: list[Settlement] = field(default_factory=list)


async def prepare(claimed: Sequence[Claimed], *, now: datetime) -> Prepared:
    """A few statements, whatever the number, for what is said and for addresses; and a few for each
    event that waited, which the gate judges anew: `ASKED_AT_MOST` of them.

    None at all for what brings its words and its address with it. A delivery whose notice was
    erased since it was claimed appears in no part, nor does one that this release cannot read.
    """
    asked_again, put_off = one_turns_worth(waited(claimed, now=now))
    put_back = [(each, _again(each, now)) for each in claimed if _is_of(put_off, each)]
    claimed = [each for each in claimed if not _is_of(put_off, each)]
    unstated = {each.event_id for each in claimed if each.wording is None} | asked_again.keys()
    stated = await statements.load(unstated) if unstated else {}
    verdicts = await regate(asked_again, stated, now=now)
    prepared = Prepared(put_back=put_back)
    batch = _Batch(_Words(stated), verdicts, await endpoints_of(claimed), now)
    for each in claimed:
        if each.wording is None and each.event_id not in stated:
            continue
        course = batch.course(each)
        if isinstance(course, Outgoing):
            bundle = prepared.bundles[each.channel]
            bundle.claimed.append(each)
            bundle.outgoing.append(course)
        else:
            prepared.settled.append((each, course))
    return prepared


class _Words:
    """One wording for all of an event in one language, with or without its position."""

    def __init__(self, stated: Mapping[UUID, Statement]) -> None:
        self.stated = stated
        self._made: dict[tuple[UUID, Locale, bool], Wording | None] = {}

    def of(self, claimed: Claimed, *, with_position: bool) -> Wording | None:
        """None where the words cannot be said."""
        key = (claimed.event_id, claimed.locale, with_position)
        if key not in self._made:
            self._made[key] = self._make(claimed, with_position=with_position)
        return self._made[key]

    def _make(self, claimed: Claimed, *, with_position: bool) -> Wording | None:
        try:
            return self.stated[claimed.event_id].wording(
                locale=claimed.locale, with_position=with_position, expires_at=claimed.expires_at
            )
        except Exception as fault:
            log.exception("push.unsayable", event_id=str(claimed.event_id), exc_info=fault)
            return None


class _Batch:
    """What is known of the batch; decides on each of it in turn."""

    def __init__(
        self, words: _Words, verdicts: Verdicts, endpoints: Endpoints, now: datetime
    ) -> None:
        self._words = words
        self._verdicts = verdicts
        self._endpoints = endpoints
        self._now = now

    def course(self, claimed: Claimed) -> Outgoing | Progress:
        if self._now >= claimed.expires_at:
            return _too_late(claimed)
        address, platform = claimed.address, claimed.platform
        if address is None or platform is None:
            endpoint = self._endpoints.get((claimed.device_id, claimed.person_id))
            if endpoint is None:
                return Progress(state=State.FAILED, attempts=claimed.attempts, reason="no_address")
            address, platform = endpoint
        with_position = claimed.with_position
        if self._verdicts:
            verdict = self._verdicts.get((claimed.event_id, claimed.person_id))
            if (progress := _stopped_by(verdict, claimed)) is not None:
                return progress
            with_position = with_position and _may_show_position(verdict)
        wording = claimed.wording or self._words.of(claimed, with_position=with_position)
        way_out = "" if claimed.lane is not Lane.ADVERTISING else self._way_out(claimed)
        if wording is None or way_out is None:
            return dead_letter(claimed.attempts, UNSAYABLE)
        return Outgoing(
            claimed.event_id,
            claimed.device_id,
            claimed.person_id,
            address,
            platform,
            claimed.lane,
            wording,
            way_out,
        )

    def _way_out(self, claimed: Claimed) -> str | None:
        """None where an advertisement would have none: it may not be told."""
        return opt_out_url(claimed.person_id, at=self._now)


def _is_of(people: People, claimed: Claimed) -> bool:
    return claimed.person_id in people.get(claimed.event_id, ())


def _again(claimed: Claimed, now: datetime) -> Progress:
    """As it was, and due as long as it was: the next claim finds it where this one did."""
    return Progress(
        state=State.QUEUED,
        attempts=claimed.attempts,
        next_attempt_at=claimed.due_at or now,
        reason=claimed.reason,
    )


def _stopped_by(verdict: Verdict | None, claimed: Claimed) -> Progress | None:
    """What the gate's verdict of today makes of a delivery, unless it may go."""
    match verdict:
        case Deny(reason):
            return Progress(state=State.FAILED, attempts=claimed.attempts, reason=reason.value)
        case Hold(until):
            return Progress(
                state=State.QUEUED,
                attempts=claimed.attempts,
                next_attempt_at=until,
                reason=claimed.reason,
            )
        case Allow(reason=reason, channels=channels) if claimed.channel not in channels:
            return Progress(state=State.FAILED, attempts=claimed.attempts, reason=reason.value)
        case _:
            return None


def _may_show_position(verdict: Verdict | None) -> bool:
    return verdict is None or (isinstance(verdict, Allow) and verdict.with_position)


def _too_late(claimed: Claimed) -> Progress:
    """News that nobody tried to tell just expires.

    An alarm, and whatever was tried in vain, was lost: that counts and is escalated.
    """
    if claimed.reason is None and claimed.lane is not Lane.SAFETY:
        return Progress(state=State.EXPIRED, attempts=claimed.attempts)
    return dead_letter(claimed.attempts, claimed.reason or "expired")
