"""The plan of the city against what the phones and the tables show. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from domains.identity.public import Platform
from infra.chaos.city import City, Pupil
from infra.chaos.emulator import Shown
from infra.chaos.tables import CrossingRow, Tables
from infra.chaos.walk import Walk

TOLERANCE_S = 60.0
"""How far a crossing's time may lie from the plan's: fixes come every ten seconds."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What the script knows, because it made it so."""

    city: City
    children: Mapping[str, UUID]
    walks: Mapping[str, Walk]
    began_at: Mapping[str, float]


@dataclass(slots=True)
class Verdict:
    """`faults` by kind, each with what to look for; empty is the only pass."""

    expected_crossings: int = 0
    expected_pushes: int = 0
    crossings: int = 0
    shown_once: int = 0
    shown_again_on_ios: int = 0
    overtaken: int = 0
    """How often a phone showed a child's news before older news of that child."""
    latencies_s: list[float] = field(default_factory=list)
    """From a crossing's record to its first showing, each right phone."""
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def passed(self) -> bool:
        return not any(self.faults.values())


Push = tuple[str, str]
"""An event id and a phone's token."""


def judge(truth: Truth, tables: Tables, shown: Sequence[Shown]) -> Verdict:
    """Every expected crossing recorded once, shown once on each right phone, and nowhere else."""
    verdict = Verdict()
    rows = _by_child(tables.crossings)
    expected: dict[Push, CrossingRow] = {}
    for pupil in truth.city.pupils:
        mine = rows.pop(truth.children[pupil.name], [])
        for row in _judge_crossings(truth, pupil, mine, verdict):
            expected |= {
                (event, token): row for event in row.event_ids for token in pupil.right_phones
            }
    for child, strays in rows.items():
        verdict.faults["crossings of nobody's plan"].append(f"{child}: {len(strays)}")
    _judge_phones(truth, expected, shown, verdict)
    _judge_totals(truth, shown, verdict)
    _judge_deliveries(expected, tables, verdict)
    _judge_rest(truth, tables, verdict)
    return verdict


def _by_child(rows: Iterable[CrossingRow]) -> dict[UUID, list[CrossingRow]]:
    found: dict[UUID, list[CrossingRow]] = defaultdict(list)
    for row in rows:
        found[row.child_id].append(row)
    return found


def _judge_crossings(
    truth: Truth, pupil: Pupil, rows: Sequence[CrossingRow], verdict: Verdict
) -> Iterator[CrossingRow]:
    """The rows that are as planned; the rest become faults."""
    began = truth.began_at[pupil.name]
    planned = [c for c in truth.walks[pupil.name].crossed if c.kind in pupil.told]
    verdict.expected_crossings += len(planned)
    verdict.expected_pushes += len(planned) * len(pupil.right_phones)
    standing = [row for row in rows if not row.retracted]
    verdict.crossings += len(standing)
    if len(standing) != len(rows):
        verdict.faults["crossings retracted"].append(pupil.name)
    if [row.kind for row in standing] != [one.kind for one in planned]:
        story = ", ".join(f"{row.kind} {_time(row.at)}" for row in standing)
        verdict.faults["crossings not as planned"].append(
            f"{pupil.name}: {len(standing)} of {len(planned)}: {story}"
        )
        return
    for row, one in zip(standing, planned, strict=True):
        if abs(row.at.timestamp() - began - one.at) > TOLERANCE_S:
            verdict.faults["crossings at a wrong time"].append(f"{pupil.name} {_time(row.at)}")
        if len(row.event_ids) != 1:
            verdict.faults["crossings without exactly one event"].append(
                f"{pupil.name} {_time(row.at)}: {row.event_ids}"
            )
        yield row


def _judge_phones(
    truth: Truth, expected: Mapping[Push, CrossingRow], shown: Sequence[Shown], verdict: Verdict
) -> None:
    notices: dict[Push, list[Shown]] = defaultdict(list)
    for notice in shown:
        notices[(notice.event_id, notice.token)].append(notice)
    platforms = truth.city.platforms
    for push, row in expected.items():
        _judge_push(push, row, notices.pop(push, []), platforms[push[1]], verdict)
    for event, token in notices:
        verdict.faults["shown on a wrong phone"].append(f"event {event} on {token}")
    verdict.overtaken = _overtaken(expected, shown)


def _judge_push(
    push: Push, row: CrossingRow, notices: Sequence[Shown], platform: Platform, verdict: Verdict
) -> None:
    name = f"event {push[0]} ({row.kind}) on {push[1]}"
    if not notices:
        verdict.faults["lost"].append(name)
        return
    if len(notices) > 1:
        verdict.faults["shown twice"].append(name)
        return
    (notice,) = notices
    if platform is Platform.ANDROID and (notice.shown_times, notice.alerts) != (1, 1):
        verdict.faults["rang again"].append(name)
        return
    verdict.shown_once += 1
    verdict.shown_again_on_ios += notice.shown_times - 1
    verdict.latencies_s.append(max(0.0, notice.at - row.recorded_at.timestamp()))


def _overtaken(expected: Mapping[Push, CrossingRow], shown: Sequence[Shown]) -> int:
    """How often a phone showed one child's crossings in another order than they happened."""
    lines: dict[tuple[UUID, str], list[tuple[datetime, float]]] = defaultdict(list)
    for notice in shown:
        row = expected.get((notice.event_id, notice.token))
        if row is not None:
            lines[(row.child_id, notice.token)].append((row.at, notice.at))
    return sum(
        later[1] < earlier[1]
        for line in lines.values()
        for earlier, later in zip(sorted(line), sorted(line)[1:], strict=False)
    )


def _judge_totals(truth: Truth, shown: Sequence[Shown], verdict: Verdict) -> None:
    """Each phone's number of notifications, from the plan alone: no table is believed here."""
    due: Counter[str] = Counter()
    for pupil in truth.city.pupils:
        told = sum(one.kind in pupil.told for one in truth.walks[pupil.name].crossed)
        due.update(dict.fromkeys(pupil.right_phones, told))
    had = Counter(notice.token for notice in shown)
    for token in sorted(due.keys() | had.keys()):
        if due[token] != had[token]:
            verdict.faults["phones with a wrong number"].append(
                f"{token}: {had[token]} of {due[token]}"
            )


def _judge_deliveries(
    expected: Mapping[Push, CrossingRow], tables: Tables, verdict: Verdict
) -> None:
    for push in tables.deliveries.keys() - expected.keys():
        verdict.faults["deliveries to nobody's right phone"].append(f"{push[0]} to {push[1]}")
    for push in expected:
        state = tables.deliveries.get(push, "missing")
        if state != "sent":
            verdict.faults["deliveries not sent"].append(f"{push[0]} to {push[1]}: {state}")


def _judge_rest(truth: Truth, tables: Tables, verdict: Verdict) -> None:
    if not tables.left.nothing or tables.left.given_up:
        verdict.faults["left undone"].append(str(tables.left))
    for pupil in truth.city.pupils:
        kept = tables.positions.get(truth.children[pupil.name], 0)
        due = len(truth.walks[pupil.name].fixes) if pupil.told else 0
        if kept != due:
            verdict.faults["positions lost or kept without consent"].append(
                f"{pupil.name}: {kept} of {due}"
            )


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%H:%M:%S")
