"""`consentHistory`: every word about a person's consents, with the text that was shown."""

from datetime import datetime

import strawberry

from domains.consent import public as consent
from domains.consent.public import Action, Because, Channel, Purpose, ShownWord
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import AT_A_DESK, OWN_RIGHTS, SEERS, Subject
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.languages import Locale
from gateway.permissions import SignedIn


@strawberry.type(description="One word about one purpose. It is never changed or taken away.")
class ConsentWord:
    id: strawberry.ID = strawberry.field(description="Opaque and stable.")
    at: datetime = strawberry.field(description="When it was said.")
    purpose: Purpose = strawberry.field(description="About which purpose.")
    action: Action = strawberry.field(description="What was said.")
    because: Because | None = strawberry.field(description="Which rule it rests on.")
    text_version: int = strawberry.field(description="Which text it was about.")
    locale: Locale = strawberry.field(description="The language in which it was shown.")
    text_shown: str = strawberry.field(description="The exact text.")
    by: str | None = strawberry.field(
        description="Who decided; null where the house spoke, or the person is known no more."
    )
    on_behalf_of: str | None = strawberry.field(description="For whom a stand-in spoke.")
    channel: Channel = strawberry.field(description="By what way.")
    stands_until: datetime | None = strawberry.field(description="When it ends by itself.")


@strawberry.type
class HistoryQuery:
    @query(
        allow=SignedIn(),
        about=Subject("subjectId", open_to=SEERS | AT_A_DESK),
        under=OWN_RIGHTS,
        description="Who decided what about a person's consents, when, having read which text; "
        "newest first. Empty for anyone but the person and their guardian.",
    )
    async def consent_history(
        self, info: Info, subject_id: strawberry.ID, first: int = 20, after: str | None = None
    ) -> Connection[ConsentWord]:
        world, page = info.context, page_request(first=first, after=after)
        outcome = await consent.show_history(
            world.actor,
            subject_id=uuid_of(subject_id, "Person"),
            limit=page.fetch,
            before=page.after_id,
            locale=world.locale,
            clock=world.clock,
            ids=world.ids,
        )
        shown = [] if isinstance(outcome, consent.NotYoursToSee) else outcome
        return page_of(shown, page, key=lambda word: str(word.entry.id), node=_word)


def _word(shown: ShownWord) -> ConsentWord:
    entry = shown.entry
    return ConsentWord(
        id=global_id("ConsentWord", entry.id),
        at=entry.at,
        purpose=entry.purpose,
        action=entry.action,
        because=entry.because,
        text_version=entry.text_version,
        locale=entry.locale,
        text_shown=entry.text_shown,
        by=shown.by,
        on_behalf_of=shown.on_behalf_of,
        channel=entry.channel,
        stands_until=entry.stands_until,
    )
