"""What clients see of purposes and of the uses made under them."""

from datetime import datetime

import strawberry

from domains.consent.public import Act, Purpose, PurposeView, ShownUse
from gateway.global_ids import global_id
from gateway.wording import FOR_DEVELOPERS


@strawberry.type(description="One purpose, as a person is asked about it.")
class PurposeState:
    purpose: Purpose = strawberry.field(description="Which one.")
    text: str = strawberry.field(
        description="The whole text to show. Consent is to this wording, in this language."
    )
    text_version: int = strawberry.field(description="Send it back with grantConsent.")
    legal_basis: str = strawberry.field(description="The Korean law that rules it.")
    data: list[str] = strawberry.field(description="Kinds of data that are used.")
    receivers: list[str] = strawberry.field(description="Who is given them.")
    retention_seconds: int = strawberry.field(description="How long the data lives at most.")
    stands: bool = strawberry.field(description="Whether the consent stands now.")
    changed_at: datetime | None = strawberry.field(
        description="The last decision; null when nobody has decided yet."
    )
    agreed_version: int | None = strawberry.field(
        description="The text on which the standing consent rests."
    )
    until: datetime | None = strawberry.field(
        description="When the standing consent ends by itself: a guardian's at 14, one for a time, "
        "one to a text that has changed in substance."
    )
    ask_again: bool = strawberry.field(
        description="The text has changed in substance: ask, before `until`."
    )
    answer_by: datetime | None = strawberry.field(
        description="The question of every two years is open until then: see reconfirmConsent."
    )
    advertising: bool = strawberry.field(description="A consent to advertising.")
    night: bool = strawberry.field(description="For the hours from 21:00 to 08:00.")


@strawberry.type(description="One use of a location. It never says where.")
class LocationUse:
    id: strawberry.ID = strawberry.field(description="Opaque and stable.")
    at: datetime = strawberry.field(description="When it was used.")
    purposes: list[Purpose] = strawberry.field(description="The consents it rested on.")
    act: Act = strawberry.field(description="Collected, used, or given to somebody.")
    by: str | None = strawberry.field(
        description="Who used it: a person's name, or a part of Osan Talk in words. "
        "Null for a person who is known no more."
    )
    by_system: bool = strawberry.field(description="No human looked: a program did.")
    given_to: str | None = strawberry.field(
        description="Whom it was given to; null where it was given to nobody."
    )


@strawberry.type(description="You are neither this person nor their guardian.")
class NotYours:
    message: str = strawberry.field(
        default="This concerns the person and their guardian only.", description=FOR_DEVELOPERS
    )


def purpose_type(view: PurposeView) -> PurposeState:
    return PurposeState(
        purpose=view.terms.purpose,
        text=view.text,
        text_version=view.terms.version,
        legal_basis=view.terms.legal_basis,
        data=list(view.terms.data),
        receivers=list(view.terms.receivers),
        retention_seconds=int(view.terms.retention.total_seconds()),
        stands=view.stands,
        changed_at=view.changed_at,
        agreed_version=view.version,
        until=view.until,
        ask_again=view.ask_again,
        answer_by=view.answer_by,
        advertising=view.terms.advertising,
        night=view.terms.night,
    )


def location_use_type(use: ShownUse) -> LocationUse:
    return LocationUse(
        id=global_id("LocationUse", use.id),
        at=use.at,
        purposes=list(use.purposes),
        act=use.act,
        by=use.by,
        by_system=use.by_system,
        given_to=use.given_to,
    )
