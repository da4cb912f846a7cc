"""`requestRightsExport`: a copy of one's data, and the passphrase that opens it, shown once."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from gateway.context import Info
from gateway.declarations import OWN_RIGHTS, Holding
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.governance.open_rights_case import APPLICANT
from gateway.governance.outcomes import (
    RightsCaseNotYours,
    RightsStepNotPossible,
    TooManyRequests,
)
from gateway.governance.types import link_text
from gateway.permissions import Fresh, SignedIn


@strawberry.input(description="A copy for one case of access or portability.")
class RequestRightsExportInput:
    request_id: UUID = strawberry.field(
        description="Chosen by the client. Each request makes a new copy and ends the one before: "
        "a passphrase is not shown twice."
    )
    case_id: strawberry.ID = strawberry.field(description="The case.")


@strawberry.type(description="The copy is being made. Write the passphrase down now.")
class RequestRightsExportSuccess:
    export_id: strawberry.ID = strawberry.field(description="Of the copy.")
    passphrase: str = strawberry.field(description="Shown this once, and stored nowhere.")
    link: str = strawberry.field(description="Where the copy is fetched when it is ready.")
    expires_at: datetime = strawberry.field(description="When the link ends.")


RequestRightsExportResult = Annotated[
    RequestRightsExportSuccess | RightsStepNotPossible | RightsCaseNotYours | TooManyRequests,
    strawberry.union("RequestRightsExportResult"),
]


@strawberry.type
class RequestRightsExportMutation:
    @mutation(
        allow=Fresh(SignedIn()),
        about=Holding("input.caseId", "RightsCase", open_to=APPLICANT),
        under=OWN_RIGHTS,
        description="Have a copy made of all that is held of the person: JSON and a PDF, locked "
        "with AES-256. For a person without a phone the desk asks, and hands it over.",
    )
    async def request_rights_export(
        self, info: Info, input: RequestRightsExportInput
    ) -> RequestRightsExportResult:
        world = info.context
        outcome = await governance.request_export(
            world.actor,
            case_id=uuid_of(input.case_id, "RightsCase"),
            new_lock=world.services.rights.new_lock,
            clock=world.clock,
            ids=world.ids,
        )
        match outcome:
            case governance.ExportAsked(link=link, passphrase=passphrase):
                return RequestRightsExportSuccess(
                    export_id=global_id("RightsExport", link.export_id),
                    passphrase=passphrase,
                    link=link_text(link, public_url=world.services.public_url),
                    expires_at=link.ends_at,
                )
            case governance.NotPossible(state=state):
                return RightsStepNotPossible(state=state)
            case governance.NotYours():
                return RightsCaseNotYours()
            case governance.TooMany(most=most):
                return TooManyRequests(most=most)
            case unreachable:
                assert_never(unreachable)
