"""Somebody's things, one of each type that an id can name: planted for each person of the matrix.

A new type of id needs a function here: `@plants("Parcel")`, and it gives back the row's key.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domains.commute import public as commute
from domains.commute.models import Crossing, Sos
from domains.commute.vocabulary import CrossingKind, PlaceKind, SosState
from domains.consent.models import LocationUse
from domains.governance.models import Breach, Case
from domains.governance.vocabulary import BreachState, Capacity, CaseKind, CaseState, Proof
from domains.identity import public as identity
from domains.identity.invitation_policy import Offer, Stage
from domains.identity.models import (
    Account,
    GuardianshipClaim,
    Invitation,
    RoleGrant,
    RoleProposal,
    StandIn,
)
from domains.identity.public import contacts
from domains.identity.vocabulary import RelationKind
from domains.kernel import personal, sql
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from notifications.campaigns.vocabulary import CampaignState
from notifications.models import Campaign, Decision, InboxEntry, Notice


@dataclass
class Plot:
    """The person for whom things are planted, and what stands there already."""

    person: UUID
    decider: UUID
    """Who may act for them: the parent of a child, else the person."""
    bystander: UUID
    centre: UUID
    """That stands in for them."""
    things: dict[str, UUID]
    clock: Clock
    ids: Ids


RECENTLY = timedelta(days=99)
"""After the planting, a day before the cells: what is old is shown no more."""
YEARS = timedelta(days=3650)

Plant = Callable[[Plot], Awaitable[UUID]]

PLANTED: dict[str, Plant] = {}
"""By type, in the order in which they are planted."""


def plants(node_type: str) -> Callable[[Plant], Plant]:
    """Registers how to make somebody's thing of this type."""

    def register(plant: Plant) -> Plant:
        PLANTED[node_type] = plant
        return plant

    return register


async def plant_all(plot: Plot) -> dict[str, UUID]:
    """One of each."""
    plot.things["Person"] = plot.person
    for node_type, plant in PLANTED.items():
        plot.things[node_type] = await plant(plot)
    return plot.things


@plants("Device")
async def _device(plot: Plot) -> UUID:
    tracker = await identity.pair_tracker(
        person_id=plot.person, name="추적기", clock=plot.clock, ids=plot.ids
    )
    return tracker.device_id


@plants("ContactNumber")
async def _contact_number(plot: Plot) -> UUID:
    added = await contacts.add_contact_number(
        Actor(person_id=plot.person),
        plot.person,
        "031-370-1234",
        clock=plot.clock,
        ids=plot.ids,
    )
    assert isinstance(added, contacts.NumberAdded)
    return added.number_id


@plants("Place")
async def _place(plot: Plot) -> UUID:
    own = commute.NewPlace("비밀의 집", PlaceKind.HOME, LatLon(37.1583, 127.077), radius_m=60)
    added = await commute.add_place(
        Actor(person_id=plot.decider),
        child_id=plot.person,
        place=own,
        clock=plot.clock,
        ids=plot.ids,
    )
    assert isinstance(added, commute.Watching), added
    return added.place_id


@plants("CommuteEvent")
async def _crossings(plot: Plot) -> UUID:
    """An arrival and a departure; the arrival is named, so that "after" it one is left."""
    visit, now = plot.ids.new(), plot.clock.now()
    made = [
        await Crossing.create(
            id=plot.ids.new(),
            visit_id=visit,
            child_id=plot.person,
            place_id=plot.things["Place"],
            kind=kind,
            at=now - ago,
            confidence=0.9,
            evidence={
                "fixes": 5,
                "median_accuracy_m": 8.0,
                "observed_s": 60.0,
                "closest_m": 3.0,
                "interpolated": True,
            },
            recorded_at=now - ago,
            changed_at=now - ago,
        )
        for kind, ago in (
            (CrossingKind.ENTER, timedelta(hours=2)),
            (CrossingKind.EXIT, timedelta(hours=1)),
        )
    ]
    return made[0].id


@plants("SosAlarm")
async def _call_for_help(plot: Plot) -> UUID:
    call = await Sos.create(
        id=plot.ids.new(),
        child_id=plot.person,
        raised_at=plot.clock.now(),
        state=SosState.OPEN,
        lat=37.1583,
        lon=127.077,
        position_at=plot.clock.now(),
    )
    return call.id


@plants("InboxEntry")
async def _inbox_entry(plot: Plot) -> UUID:
    return await _told(plot, "matrix", is_read=False)


@plants("ReadEntry")
async def _read_entry(plot: Plot) -> UUID:
    return await _told(plot, "matrix, read", is_read=True)


async def _told(plot: Plot, tag: str, *, is_read: bool) -> UUID:
    now = plot.clock.now() + RECENTLY
    notice = await Notice.create(
        event_id=plot.ids.new(),
        tag=tag,
        occurred_at=now,
        expires_at=now + YEARS,
        category="service",
        subject_id=plot.person,
    )
    entry = await InboxEntry.create(
        id=plot.ids.new(),
        event_id=notice.event_id,
        person_id=plot.person,
        tag=tag,
        kind="identity.welcome",
        category="service",
        owner_id=plot.person,
        title=await personal.seal(plot.person, "비밀"),
        body=await personal.seal(plot.person, "비밀"),
        deep_link="osan://inbox",
        occurred_at=now,
        created_at=now,
        visible_from=now,
        read_at=now if is_read else None,
    )
    return entry.id


@plants("NotificationDecision")
async def _decision(plot: Plot) -> UUID:
    decision = await Decision.create(
        id=plot.ids.new(),
        event_id=plot.ids.new(),
        person_id=plot.person,
        verdict="deny",
        reason="not_opted_in",
        decided_at=plot.clock.now(),
        topic="campaign",
        category="advertising",
    )
    return decision.id


@plants("ShownEvent")
async def _shown_event(plot: Plot) -> UUID:
    """What the person's device showed: no row of the inbox, so that nothing else changes."""
    event, now = plot.ids.new(), plot.clock.now()
    await sql.execute(
        """
        INSERT INTO notifications.deliveries
            (event_id, device_id, person_id, locale, state, attempts, expires_at, created_at,
             next_attempt_at, finished_at)
        VALUES ($1, $2, $3, 'ko', 'sent', 1, $4, $5, $5, $5)
        """,
        event,
        plot.things["Device"],
        plot.person,
        now + YEARS,
        now,
    )
    return event


@plants("LocationUse")
async def _location_use(plot: Plot) -> UUID:
    use = await LocationUse.create(
        id=plot.ids.new(),
        at=plot.clock.now(),
        subject_id=plot.person,
        purposes=["commute.arrival"],
        act="use",
        actor_system="tests.matrix",
    )
    return use.id


@plants("Invitation")
async def _invitation(plot: Plot) -> UUID:
    """The person asked, somebody answered, and the person may say whether it was right."""
    now = plot.clock.now()
    invitation = await Invitation.create(
        id=plot.ids.new(),
        offer=Offer.SENIOR_GUARDIAN,
        stage=Stage.ACCEPTED,
        code_hash=plot.ids.new().bytes,
        inviter_id=plot.person,
        holder_id=plot.bystander,
        subject_id=plot.person,
        made_at=now,
        expires_at=now + YEARS,
        accepted_by=plot.bystander,
        accepted_at=now,
    )
    return invitation.id


@plants("GuardianshipClaim")
async def _claim(plot: Plot) -> UUID:
    claim = await GuardianshipClaim.create(
        id=plot.ids.new(),
        kind=RelationKind.SENIOR_GUARDIAN,
        holder_id=plot.person,
        subject_id=plot.bystander,
        brought_by=plot.person,
        evidence=await personal.seal(plot.person, "후견등기사항증명서"),
        brought_at=plot.clock.now(),
    )
    return claim.id


@plants("StandIn")
async def _stand_in(plot: Plot) -> UUID:
    return await _stands_in(plot, plot.person, witnessed=True)


@plants("UnwitnessedStandIn")
async def _unwitnessed(plot: Plot) -> UUID:
    """For somebody else: a person has one at a time."""
    somebody = await identity.enrol_person(
        provider="test",
        subject=str(plot.ids.new()),
        profile=identity.Profile(display_name="할머니"),
        clock=plot.clock,
        ids=plot.ids,
    )
    return await _stands_in(plot, somebody, witnessed=False)


async def _stands_in(plot: Plot, person: UUID, *, witnessed: bool) -> UUID:
    now = plot.clock.now()
    account = await StandIn.create(
        id=plot.ids.new(),
        person_id=person,
        centre_id=plot.centre,
        proof_kind="id_card",
        proof=await personal.seal(person, "주민등록증 사본"),
        opened_by=plot.bystander,
        opened_at=now,
        witnessed_by=plot.bystander if witnessed else None,
        witnessed_at=now if witnessed else None,
    )
    return account.id


@plants("RoleGrant")
async def _office(plot: Plot) -> UUID:
    grant = await RoleGrant.create(
        id=plot.ids.new(),
        person_id=plot.person,
        role=Role.DEVELOPER,
        starts_at=plot.clock.now(),
        granted_by="system:tests.matrix",
    )
    return grant.id


@plants("RoleProposal")
async def _proposal(plot: Plot) -> UUID:
    proposal = await RoleProposal.create(
        id=plot.ids.new(),
        person_id=plot.person,
        role=Role.DPO,
        proposed_by=plot.bystander,
        proposed_at=plot.clock.now(),
    )
    return proposal.id


@plants("Session")
async def _session(plot: Plot) -> UUID:
    """Another one than that in which anybody calls."""
    opened = await identity.open_session(
        person_id=plot.person,
        device_name="태블릿",
        lives=YEARS,
        clock=plot.clock,
        ids=plot.ids,
    )
    return opened.session_id


@plants("RightsCase")
async def _case(plot: Plot) -> UUID:
    return await _asks(plot, CaseKind.ACCESS)


@plants("Draft")
async def _draft(plot: Plot) -> UUID:
    return await _asks(plot, CaseKind.ACCESS, CaseState.DRAFT)


@plants("Deletion")
async def _deletion(plot: Plot) -> UUID:
    return await _asks(plot, CaseKind.DELETION)


@plants("Suspension")
async def _suspension(plot: Plot) -> UUID:
    return await _asks(plot, CaseKind.SUSPENSION)


async def _asks(plot: Plot, kind: CaseKind, state: CaseState = CaseState.IN_PROGRESS) -> UUID:
    now = plot.clock.now()
    case = await Case.create(
        id=plot.ids.new(),
        kind=kind,
        state=state,
        subject_id=plot.person,
        applicant_id=plot.person,
        capacity=Capacity.SELF,
        proof=Proof.FRESH_SIGN_IN,
        locale=Locale.KO,
        opened_at=now,
        received_at=now,
        last_day=seoul_date(now + YEARS),
        due_at=now + YEARS,
        changed_at=now,
    )
    return case.id


@plants("Breach")
async def _breach(plot: Plot) -> UUID:
    now = plot.clock.now()
    breach = await Breach.create(
        id=plot.ids.new(),
        state=BreachState.OPEN,
        title="잃어버린 노트북",
        what_happened="잃어버림",
        data_concerned="이름",
        measures="원격 삭제",
        sensitive=False,
        from_outside=False,
        found_at=now,
        opened_by=plot.bystander,
        opened_at=now,
        due_at=now + YEARS,
    )
    return breach.id


@plants("Account")
async def _account(plot: Plot) -> UUID:
    """A second way to sign in: the last one cannot be taken away."""
    account = await Account.create(
        id=plot.ids.new(),
        provider="second",
        subject=str(plot.ids.new()),
        person_id=plot.person,
        created_at=plot.clock.now(),
    )
    return account.id


@plants("Campaign")
async def _campaign(plot: Plot) -> UUID:
    """A draft of the city's: anybody's id finds the same kind of thing."""
    now = plot.clock.now()
    campaign = await Campaign.create(
        id=plot.ids.new(),
        state=CampaignState.DRAFT,
        category="service",
        sender="오산시",
        words={"ko": {"title": "물놀이장 개장", "body": "토요일에 엽니다."}},
        segment={"kind": "everybody"},
        deep_link="",
        starts_at=now + RECENTLY + timedelta(days=5),
        expires_at=now + RECENTLY + timedelta(days=9),
        created_by=plot.bystander,
        created_at=now,
        changed_at=now,
    )
    return campaign.id
