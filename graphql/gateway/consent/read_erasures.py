"""`erasures`: what was erased after a consent ended, and what is kept by which law."""

import strawberry

from domains.consent import public as consent
from gateway.connections import Connection, page_of, page_request
from gateway.consent.erasure_types import Erasure, erasure_type
from gateway.context import Info
from gateway.declarations import OWN_RIGHTS, SEERS, Subject
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.permissions import SignedIn


@strawberry.type
class ErasuresQuery:
    @query(
        allow=SignedIn(),
        about=Subject("subjectId", open_to=SEERS),
        under=OWN_RIGHTS,
        description="What was erased when consents ended, store by store with its proof, and what "
        "is kept and by which law; newest first. Empty for anyone but the person and their "
        "guardian.",
    )
    async def erasures(
        self, info: Info, subject_id: strawberry.ID, first: int = 20, after: str | None = None
    ) -> Connection[Erasure]:
        world, page = info.context, page_request(first=first, after=after)
        outcome = await consent.show_erasures(
            world.actor,
            subject_id=uuid_of(subject_id, "Person"),
            limit=page.fetch,
            before=page.after_id,
            clock=world.clock,
            ids=world.ids,
        )
        shown = [] if isinstance(outcome, consent.NotYoursToSee) else outcome
        return page_of(shown, page, key=lambda case: str(case.id), node=erasure_type)
