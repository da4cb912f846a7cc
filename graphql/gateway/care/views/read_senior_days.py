"""`seniorToday`, `seniorWeek`: how she is, in a word and a colour; deeper where she wants it."""

from datetime import date, datetime

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.views.words_type import SpokenText, spoken_text
from gateway.context import Info
from gateway.declarations import CARERS, Consent, Subject, Tie
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.permissions import SignedIn


@strawberry.type(description="Why it is so; for whom she lets see reasons.")
class CareReasons:
    kind: care.cases.ConcernKind | None = strawberry.field(
        description="What the open case is about."
    )
    level: int | None = strawberry.field(description="How far it has gone: 1 to 3.")
    opened_at: datetime | None = strawberry.field(description="Since when it is open.")
    taken_by: str | None = strawberry.field(description="Who has taken it.")
    answered_by: care.check_ins.Way | None = strawberry.field(description="How she answered last.")
    is_heard: bool = strawberry.field(
        description="False while her home's silence means nothing: `silenceStoppedBy` says why."
    )
    silence_stopped_by: care.views.DeafCause | None = strawberry.field(
        description="Why no silence of her home counts just now, as while somebody is with her; "
        "null while it does."
    )


@strawberry.type(description="How she is today. Never where she is.")
class SeniorToday:
    senior_id: strawberry.ID = strawberry.field(description="Who; a Person.")
    name: str = strawberry.field(description="What she is called.")
    word: care.views.StateWord = strawberry.field(description="The state.")
    colour: care.views.Colour = strawberry.field(description="Beside the word, never alone.")
    said: SpokenText = strawberry.field(description="The word, in the language of the request.")
    since: datetime | None = strawberry.field(description="Since when it is so, where known.")
    next_at: datetime | None = strawberry.field(description="When she is asked next.")
    you_see: care.Depth = strawberry.field(description="As she chose.")
    reasons: CareReasons | None = strawberry.field(description="From REASONS on.")
    last_sign_at: datetime | None = strawberry.field(
        description="The last sign of life of her home; for SENSORS alone."
    )
    at: datetime = strawberry.field(description="When this was so.")


@strawberry.type(description="One day of hers.")
class SeniorDay:
    day: date = strawberry.field(description="In Osan.")
    word: care.views.StateWord = strawberry.field(description="Its gravest hour.")
    colour: care.views.Colour = strawberry.field(description="Beside the word, never alone.")
    asked: int = strawberry.field(description="Questions of her plan.")
    answered: int = strawberry.field(description="Of these, answered, late ones too.")
    cases: int = strawberry.field(description="Cases that were no false alarms.")
    kinds: list[care.cases.ConcernKind] = strawberry.field(
        description="What they were about; from REASONS."
    )
    signs: list[int] | None = strawberry.field(
        description="Signs of life in each of the 24 hours; for SENSORS alone."
    )


SEEN_BY = Subject("seniorId", open_to=CARERS | {Tie.SELF})


@strawberry.type
class SeniorDaysQuery:
    @query(
        allow=SignedIn(),
        about=SEEN_BY,
        under=Consent(Purpose.CARE_CHECK_INS),
        description="How a senior is now, as deep as she lets you see. Each look is traced.",
    )
    async def senior_today(self, info: Info, senior_id: strawberry.ID) -> SeniorToday | None:
        world = info.context
        view = await care.views.show_today(
            world.actor,
            uuid_of(senior_id, "Person"),
            locale=world.locale,
            clock=world.clock,
            ids=world.ids,
        )
        return None if view is None else _today(view)

    @query(
        allow=SignedIn(),
        about=SEEN_BY,
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Seven days up to `lastDay`, today where you say none; the oldest first, none "
        "of more than a year ago. Each look is traced.",
    )
    async def senior_week(
        self, info: Info, senior_id: strawberry.ID, last_day: date | None = None
    ) -> list[SeniorDay] | None:
        world = info.context
        days = await care.views.show_week(
            world.actor,
            uuid_of(senior_id, "Person"),
            last=last_day,
            clock=world.clock,
            ids=world.ids,
        )
        return None if days is None else [_day(day) for day in days]


def _today(view: care.views.TodayView) -> SeniorToday:
    return SeniorToday(
        senior_id=global_id("Person", view.senior_id),
        name=view.name,
        word=view.word,
        colour=view.colour,
        said=spoken_text(view.said),
        since=view.since,
        next_at=view.next_at,
        you_see=view.depth,
        reasons=_reasons(view.why),
        last_sign_at=view.last_sign_at,
        at=view.at,
    )


def _reasons(why: care.views.Why | None) -> CareReasons | None:
    if why is None:
        return None
    return CareReasons(
        kind=why.kind,
        level=why.level,
        opened_at=why.opened_at,
        taken_by=why.taken_by,
        answered_by=why.answered_by,
        is_heard=why.deaf_by is None,
        silence_stopped_by=why.deaf_by,
    )


def _day(view: care.views.DayView) -> SeniorDay:
    return SeniorDay(
        day=view.day,
        word=view.word,
        colour=view.colour,
        asked=view.asked,
        answered=view.answered,
        cases=view.cases,
        kinds=list(view.kinds),
        signs=None if view.signs is None else list(view.signs),
    )
