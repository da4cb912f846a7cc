"""What was ordered against what the phones showed and the tables hold. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from infra.chaos.push.tables import Ledger

CANCEL_WITHIN_S = 1.0
UNDER_WAY = (0.05, 0.95)
"""A campaign that was cancelled before or after this part of it proves nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """One campaign as the emulator saw it. `shown`: how often, by each phone it met."""

    event_id: UUID
    shown: Mapping[str, int]
    attempts: int = 0
    last_at: float = 0.0
    cancelled_at: float | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that is judged."""

    phones: Collection[str]
    dead: Collection[str]
    campaigns: Sequence[Told]
    doomed: Told
    ledger: Ledger
    most_in_a_minute: int
    quota_per_min: int


@dataclass(slots=True)
class PushVerdict:
    """`faults` by kind, each with what to look for; empty is the only pass."""

    due: int = 0
    shown_once: int = 0
    late_by_s: float | None = None
    """The doomed campaign's last send after its cancellation; negative: before it."""
    ends: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def passed(self) -> bool:
        return not any(self.faults.values())


def judge(seen: Seen) -> PushVerdict:
    """Each living phone showed each campaign once; what died is forgotten, and nothing else."""
    verdict = PushVerdict()
    for campaign in seen.campaigns:
        _judge_campaign(seen, campaign, verdict)
    _judge_doomed(seen, verdict)
    _judge_the_dead(seen, verdict)
    if seen.most_in_a_minute > seen.quota_per_min:
        verdict.faults["over the quota"].append(
            f"{seen.most_in_a_minute} in 60 s of {seen.quota_per_min}"
        )
    return verdict


def _judge_campaign(seen: Seen, campaign: Told, verdict: PushVerdict) -> None:
    """A phone that died may have shown it before, and never twice."""
    for phone in seen.phones:
        times, is_dead = campaign.shown.get(phone, 0), phone in seen.dead
        verdict.due += not is_dead
        verdict.shown_once += times == 1 and not is_dead
        if times > 1:
            verdict.faults["shown twice"].append(f"{campaign.event_id} on {phone}: {times}")
        elif times == 0 and not is_dead:
            verdict.faults["lost"].append(f"{campaign.event_id} on {phone}")
        _judge_row(seen, campaign.event_id, phone, times, verdict)


def _judge_row(seen: Seen, event_id: UUID, phone: str, times: int, verdict: PushVerdict) -> None:
    """The ledger agrees. A phone that was forgotten before a campaign reached it has no row."""
    state = seen.ledger.states.get((event_id, phone), "none")
    verdict.ends[state] += 1
    if phone in seen.dead:
        if state.startswith(("queued", "sending")):
            verdict.faults["left undone"].append(f"{event_id} to {phone}: {state}")
    elif times and state != "sent":
        verdict.faults["shown, and not in the ledger"].append(f"{event_id} to {phone}: {state}")


def _judge_doomed(seen: Seen, verdict: PushVerdict) -> None:
    doomed = seen.doomed
    if doomed.cancelled_at is None:
        verdict.faults["the cancellation did not happen"].append(f"{doomed.attempts} were sent")
        return
    part = len(doomed.shown) / len(seen.phones)
    if not UNDER_WAY[0] <= part <= UNDER_WAY[1]:
        verdict.faults["cancelled too early or too late to prove anything"].append(f"{part:.0%}")
    verdict.late_by_s = doomed.last_at - doomed.cancelled_at
    if verdict.late_by_s > CANCEL_WITHIN_S:
        verdict.faults["begun after the cancellation"].append(f"{verdict.late_by_s:.2f} s later")
    for phone, times in doomed.shown.items():
        if times > 1:
            verdict.faults["shown twice"].append(f"{doomed.event_id} on {phone}: {times}")
    for state, count in seen.ledger.summary(doomed.event_id).items():
        if state.startswith(("queued", "sending")):
            verdict.faults["left undone"].append(f"{doomed.event_id}: {count} {state}")


def _judge_the_dead(seen: Seen, verdict: PushVerdict) -> None:
    for phone in sorted(set(seen.dead) - seen.ledger.forgotten):
        verdict.faults["dead and still known"].append(phone)
    for phone in sorted(seen.ledger.forgotten - set(seen.dead)):
        verdict.faults["forgotten alive"].append(phone)
