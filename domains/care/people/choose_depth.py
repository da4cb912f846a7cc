"""She chooses how much each receiver sees: a guardian, the care workers, the centre."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.access import NotYourSenior, own_enrolment
from domains.care.people.models import Enrolment, GuardianContact
from domains.care.people.vocabulary import Depth, Receiver
from domains.identity import public as identity
from domains.identity.public import RelationKind, SharingScope
from domains.identity.public import guardianships as ties
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class DepthChosen:
    """`person_id` where the receiver is a guardian."""

    receiver: Receiver
    depth: Depth
    person_id: UUID | None = None


async def choose_depth(
    actor: Actor,
    receiver: Receiver,
    depth: Depth,
    *,
    guardian_id: UUID | None = None,
    clock: Clock,
    ids: Ids,
) -> DepthChosen | NotYourSenior:
    """Counts at once. `guardian_id` names which guardian; their tie then shares as much."""
    async with in_transaction():
        enrolment = await own_enrolment(actor, at=clock.now())
        if enrolment is None:
            return NotYourSenior()
        match receiver:
            case Receiver.GUARDIAN:
                if not await _choose_for_guardian(actor, enrolment, guardian_id, depth, clock, ids):
                    return NotYourSenior()
            case Receiver.CARE_WORKER:
                await Enrolment.filter(id=enrolment.id).update(worker_depth=depth)
            case Receiver.CENTRE:
                await Enrolment.filter(id=enrolment.id).update(centre_depth=depth)
        await audit.record(
            actor,
            "care.depth.choose",
            subject_id=enrolment.senior_id,
            reference=guardian_id or enrolment.id,
            clock=clock,
            ids=ids,
        )
        return DepthChosen(receiver, depth, guardian_id)


async def _choose_for_guardian(
    actor: Actor,
    enrolment: Enrolment,
    guardian_id: UUID | None,
    depth: Depth,
    clock: Clock,
    ids: Ids,
) -> bool:
    changed = await GuardianContact.filter(enrolment_id=enrolment.id, person_id=guardian_id).update(
        depth=depth
    )
    for tie in await identity.standing_relations_of(enrolment.senior_id, at=clock.now()):
        if (tie.kind, tie.holder_id) == (RelationKind.SENIOR_GUARDIAN, guardian_id):
            scopes = shared_with(tie.sees, depth)
            await ties.set_sharing(actor, tie.relation_id, scopes, clock=clock, ids=ids)
            return bool(changed)
    return False


def shared_with(sees: frozenset[SharingScope], depth: Depth) -> frozenset[SharingScope]:
    """What the tie must share so that one choice counts; calls and location stay as they are."""
    sensors = {SharingScope.HOME_SENSORS}
    shown = sees | {SharingScope.CHECK_INS}
    return shown | sensors if depth is Depth.SENSORS else shown - sensors
