"""What people do in the simulated city: each plan as calls of the product's own use cases."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from api import jobs
from api.bootstrap import ERASERS
from domains.commute.public import ReportedFix
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Act, ConsentMissing, Purpose
from domains.governance import public as governance
from domains.governance.public import CaseKind, ExportAsked, Facts, LegalReason, Stepped, Told, Wish
from domains.identity import public as identity
from domains.identity.public import Correction, RelationKind, Tie, invitations
from domains.kernel import sql
from domains.kernel.actor import Actor, Role, system_actor
from domains.kernel.text import Locale
from infra.exports import PassphraseSealer
from tests.builders.city import City
from tests.builders.families import REGISTRY, SCHOOL
from tests.year.plans import BreachPlan, CasePlan, Child, CopyPlan, InvitationPlan, Officer, Yes

PROBE = system_actor("tests.year")
FRESH = timedelta(minutes=5)
ROLES = {"officer": Role.OFFICER, "dpo": Role.DPO}


class CityLife:
    """Keys of plans become people and rows; what was refused against the plan is a fault."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.people: dict[str, UUID] = {}
        self.keys: dict[UUID, str] = {}
        self.things: dict[UUID, str] = {}
        self.faults: list[str] = []
        self._ids_of: dict[str, Any] = {}
        self._when = {"clock": city.clock, "ids": city.ids}

    async def moves_in(self, key: str, born: date | None, *, with_phone: bool = False) -> None:
        person = await self.city.town.person(key, born=born)
        self.people[key], self.keys[person] = person, key
        if with_phone:
            await self.city.town.phone(person, f"phone of {key}")

    async def guards(self, holder: str, child: str, ends_at: datetime | None) -> None:
        tie = Tie(
            RelationKind.PARENT_CHILD, self.people[holder], self.people[child], ends_at=ends_at
        )
        await identity.grant_relation(actor=REGISTRY, tie=tie, **self._when)

    async def takes_office(self, officer: Officer) -> None:
        await self.moves_in(officer.key, date(1980, 1, 1), with_phone=True)
        await identity.grant_role(
            actor=REGISTRY,
            person_id=self.people[officer.key],
            role=ROLES[officer.role],
            ends_at=officer.ends_at,
            **self._when,
        )

    async def agrees(self, subject: str, yes: Yes) -> None:
        answer = await consent.grant(
            self._as(yes.by),
            subject_id=self.people[subject],
            purpose=yes.purpose,
            text_version=CATALOGUE[yes.purpose].version,
            locale=Locale.KO,
            expires_at=yes.term,
            erasers=ERASERS,
            **self._when,
        )
        self._expect(answer, consent.Decided, f"{yes.by} agrees to {yes.purpose}")

    async def withdraws(self, subject: str, yes: Yes) -> None:
        answer = await consent.withdraw(
            self._as(yes.by),
            subject_id=self.people[subject],
            purpose=yes.purpose,
            locale=Locale.KO,
            erasers=ERASERS,
            **self._when,
        )
        self._expect(answer, consent.Withdrawn, f"{yes.by} withdraws {yes.purpose}")

    async def answers(self, yes: Yes, *, keep: bool) -> None:
        answer = await consent.reconfirm(
            self._as(yes.by),
            subject_id=self.people[yes.by],
            purpose=yes.purpose,
            keep=keep,
            locale=Locale.KO,
            erasers=ERASERS,
            **self._when,
        )
        self._expect(answer, consent.Reconfirmed, f"{yes.by} answers about {yes.purpose}")

    async def is_put_right(self, child: Child, born: date) -> None:
        await identity.correct_person(
            REGISTRY,
            person_id=self.people[child.key],
            correction=Correction(birth_date=born),
            **self._when,
        )

    async def says_where_it_is(self, child: str) -> None:
        """So that there is something to destroy at midnight."""
        await jobs.expire({"tools": self.city.tools})
        tracker = await self.city.town.tracker(self.people[child])
        now = self.city.clock.now()
        fix = ReportedFix(order=0, at=now, lat=SCHOOL.lat, lon=SCHOOL.lon, accuracy_m=10)
        await self.city.report(tracker, [fix])
        if await self._positions(child) == 0:
            self.faults.append(f"{child}: no position on the eve")

    async def has_left_no_trace(self, child: str) -> None:
        if left := await self._positions(child):
            self.faults.append(f"{child}: {left} positions after the lapse")

    async def _positions(self, child: str) -> int:
        [row] = await sql.fetch(
            "SELECT count(*) AS n FROM commute.positions WHERE child_id = $1", self.people[child]
        )
        return int(row["n"])

    async def is_asked_for(self, subject: str, purpose: Purpose, *, stands: bool) -> None:
        answer = await consent.require(
            PROBE,
            subject_id=self.people[subject],
            purpose=purpose,
            act=Act.COLLECT,
            **self._when,
        )
        if isinstance(answer, ConsentMissing) is stands:
            self.faults.append(
                f"{self.city.clock.now():%F %T}Z {subject} {purpose}: "
                f"{'refused' if stands else 'granted'} at the boundary"
            )

    async def guards_now(self, holder: str, child: str, *, stands: bool) -> None:
        answer = await identity.is_guardian(
            holder_id=self.people[holder],
            subject_id=self.people[child],
            at=self.city.clock.now(),
        )
        if answer is not stands:
            self.faults.append(f"{holder} guards {child}: {answer}")

    async def holds_office_now(self, officer: Officer, *, stands: bool) -> None:
        holders = await identity.role_holders(ROLES[officer.role], at=self.city.clock.now())
        if (self.people[officer.key] in holders) is not stands:
            self.faults.append(f"{officer.key} holds the office: {not stands}")

    async def opens_case(self, plan: CasePlan | CopyPlan, flags: frozenset[str]) -> None:
        kind = plan.kind if isinstance(plan, CasePlan) else CaseKind.ACCESS
        stale = timedelta(hours=1) if "stale" in flags else timedelta(0)
        person = self.people[plan.applicant]
        answer = await governance.open_case(
            Actor(person_id=person, signed_in_at=self.city.clock.now() - stale),
            subject_id=person,
            wish=Wish(kind, request="제 자료를 확인해 주세요"),
            locale=Locale.KO,
            fresh_for=FRESH,
            as_draft="draft" in flags,
            **self._when,
        )
        if self._expect(answer, Stepped, f"{plan.key} opens"):
            self._ids_of[plan.key] = answer.case_id
            self.things[answer.case_id] = plan.key

    async def takes_step(self, plan: CasePlan, what: str) -> None:
        desk = self._as("officer-stays", Role.OFFICER)
        case = {"case_id": self._ids_of[plan.key], **self._when}
        answer: object = None
        match what:
            case "answered":
                answer = await governance.answer_case(desk, answer="처리했습니다", **case)
            case "refused":
                reason = LegalReason.LAW_REQUIRES_KEEPING
                answer = await governance.refuse_case(
                    desk, reason=reason, answer="보관 의무가 있습니다", partly=False, **case
                )
            case "extended":
                answer = await governance.extend_case(desk, reason="검토 중", **case)
            case "ask proof":
                answer = await governance.ask_proof(desk, what="신분증", **case)
            case "bring proof":
                answer = await governance.take_proof(desk, **case)
            case "withdrawn":
                answer = await governance.withdraw_case(self._as(plan.applicant), **case)
        self._expect(answer, Stepped, f"{plan.key} {what}")

    async def asks_for_copy(self, plan: CopyPlan) -> None:
        await self.opens_case(plan, frozenset())
        answer = await governance.request_export(
            self._as(plan.applicant),
            case_id=self._ids_of[plan.key],
            new_lock=PassphraseSealer().new_lock,
            **self._when,
        )
        if self._expect(answer, ExportAsked, f"{plan.key} is asked for"):
            self._ids_of[f"{plan.key} link"] = answer.link
            self.things[answer.link.export_id] = plan.key

    async def looks_at_copy(self, plan: CopyPlan, *, there: bool) -> None:
        link = self._ids_of[f"{plan.key} link"]
        found = await governance.look_at_export(link, clock=self.city.clock)
        if (found is None) is not there:
            self.faults.append(f"{plan.key} can be fetched: {not there}")

    async def finds_breach(self, plan: BreachPlan) -> None:
        facts = Facts("분실", "서류를 잃었습니다", "이름", "찾는 중", 12, False, False)
        answer = await governance.open_breach(
            self._as("dpo-stays", Role.DPO), facts=facts, found_at=plan.found_at, **self._when
        )
        if self._expect(answer, governance.BreachOpened, f"{plan.key} opens"):
            self._ids_of[plan.key] = answer.breach_id
            self.things[answer.breach_id] = plan.key

    async def tells_of_breach(self, plan: BreachPlan) -> None:
        await governance.note_breach_told(
            self._as("dpo-stays", Role.DPO),
            breach_id=self._ids_of[plan.key],
            told=Told.PEOPLE,
            **self._when,
        )

    async def invites(self, plan: InvitationPlan) -> None:
        await self.moves_in(f"{plan.key}-senior", date(1945, 1, 1))
        await self.moves_in(f"{plan.key}-other", date(1975, 1, 1))
        ask = invitations.Ask(invitations.Offer.SENIOR_GUARDIAN, invitations.Side.HOLDER)
        made = await invitations.make_invitation(self._as(f"{plan.key}-senior"), ask, **self._when)
        if self._expect(made, invitations.InvitationMade, f"{plan.key} is made"):
            self._ids_of[plan.key] = made.code

    async def types_code(self, plan: InvitationPlan) -> None:
        answer = await invitations.accept_invitation(
            self._as(f"{plan.key}-other"),
            self._ids_of[plan.key],
            invitations.Answer(),
            **self._when,
        )
        wanted = invitations.Answered if plan.in_time else invitations.InvitationClosed
        self._expect(answer, wanted, f"{plan.key} is typed in")

    def _as(self, key: str, *roles: Role) -> Actor:
        now = self.city.clock.now()
        return Actor(person_id=self.people[key], roles=frozenset(roles), signed_in_at=now)

    def _expect(self, answer: Any, wanted: type, what: str) -> bool:
        if isinstance(answer, wanted):
            return True
        self.faults.append(f"{what}: {type(answer).__name__}")
        return False


Deed = Callable[[], Awaitable[None]]
