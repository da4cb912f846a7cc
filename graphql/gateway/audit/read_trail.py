"""`auditTrail` for offices, `whoActedForMe` for everybody."""

from datetime import datetime
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.kernel.actor import Role
from domains.kernel.trail import TooWide, Trace, TrailFilter, search_trail, who_acted_for_me
from gateway.audit.types import AuditTrace, TraceAboutMe, about_me_type, trace_type
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import DUTY, OWN_RIGHTS, Everybody, Oneself
from gateway.execution.faults import RequestRefused
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.permissions import AnyOf, HasRole, SignedIn

OFFICES = AnyOf(HasRole(Role.DPO), AnyOf(HasRole(Role.OFFICER), HasRole(Role.OPERATOR)))


@strawberry.input(description="What is looked for; what is left out is not asked.")
class AuditTrailFilter:
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who acted, in whose name, or whose affair it was."
    )
    reference: UUID | None = strawberry.field(default=None, description="A row that was touched.")
    action: str = strawberry.field(
        default="", description="How the action begins, such as `commute.sos`."
    )
    since: datetime | None = strawberry.field(default=None, description="From this moment on.")
    until: datetime | None = strawberry.field(default=None, description="Before this moment.")


@strawberry.type
class TrailQuery:
    @query(
        allow=OFFICES,
        about=Everybody(),
        under=DUTY,
        description="Who did what, for whom, why and when; newest first, for two years. The DPO "
        "sees all; an officer what concerns families and offices, an operator what concerns the "
        "way to school, each only about a person or a reference that they name. Reading it is "
        "audited.",
    )
    async def audit_trail(
        self,
        info: Info,
        first: int = 20,
        after: str | None = None,
        filter: AuditTrailFilter | None = None,
    ) -> Connection[AuditTrace]:
        world, page = info.context, page_request(first=first, after=after)
        outcome = await search_trail(
            world.actor,
            wanted=_wanted(filter),
            limit=page.fetch,
            before=page.after_id,
            clock=world.clock,
            ids=world.ids,
        )
        if isinstance(outcome, TooWide):
            raise RequestRefused("Name a person or a reference.", code="BAD_USER_INPUT")
        return page_of(outcome, page, key=_key, node=trace_type)

    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=OWN_RIGHTS,
        description="What others did about you or in your name, newest first, for two years.",
    )
    async def who_acted_for_me(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[TraceAboutMe]:
        world, page = info.context, page_request(first=first, after=after)
        traces = await who_acted_for_me(
            world.actor,
            limit=page.fetch,
            before=page.after_id,
            clock=world.clock,
            ids=world.ids,
        )
        people = await identity.people({t.actor_id for t in traces if t.actor_id is not None})
        names = {person: card.display_name for person, card in people.items()}
        me = world.actor.person_id

        def node(trace: Trace) -> TraceAboutMe:
            name = None if trace.actor_id is None else names.get(trace.actor_id)
            return about_me_type(trace, me=me, name=name)

        return page_of(traces, page, key=_key, node=node)


def _key(trace: Trace) -> str:
    return str(trace.id)


def _wanted(filter: AuditTrailFilter | None) -> TrailFilter:
    if filter is None:
        return TrailFilter()
    person = filter.person_id
    return TrailFilter(
        person=None if person is None else uuid_of(person, "Person"),
        reference=filter.reference,
        action=filter.action,
        since=filter.since,
        until=filter.until,
    )
