"""`seniorHome`: her own screen, one sentence and one action."""

from datetime import datetime

import strawberry

from domains.care import public as care
from gateway.care.views.words_type import SpokenText, spoken_text
from gateway.context import Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import query
from gateway.global_ids import global_id
from gateway.permissions import SignedIn


@strawberry.type(description="One sentence, one action; each with a spoken version.")
class SeniorHome:
    state: care.views.HomeState = strawberry.field(description="What the sentence is about.")
    sentence: SpokenText = strawberry.field(description="The one sentence.")
    action: care.views.HomeAction = strawberry.field(description="What the one button does.")
    label: SpokenText = strawberry.field(description="What stands on it.")
    check_in_id: strawberry.ID | None = strawberry.field(
        description="What FINE answers; null where nobody asked: it is volunteered."
    )
    ask_for_help: SpokenText = strawberry.field(
        description="Leads to a screen of its own, with one button that asks for help. Do not "
        "offer it while `isHeard` is false."
    )
    is_heard: bool = strawberry.field(
        description="False while nobody looks after her yet: nothing that she says reaches "
        "anybody. Show `advice`, and 119 as the one button."
    )
    advice: SpokenText | None = strawberry.field(
        description="What to do meanwhile, while nobody looks after her."
    )
    offline: SpokenText = strawberry.field(
        description="What to do without a network: keep it before it is needed."
    )
    at: datetime = strawberry.field(description="When this was so.")


@strawberry.type
class SeniorHomeQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="The home screen of whoever is cared for; null where you asked for no care, or "
        "your centre could not take you on: you may ask (again) by enrolInCare.",
    )
    async def senior_home(self, info: Info) -> SeniorHome | None:
        world = info.context
        view = await care.views.show_senior_home(
            world.actor, locale=world.locale, clock=world.clock
        )
        return None if view is None else _home(view)


def _home(view: care.views.SeniorHome) -> SeniorHome:
    return SeniorHome(
        state=view.state,
        sentence=spoken_text(view.sentence),
        action=view.action,
        label=spoken_text(view.label),
        check_in_id=global_id("CareCheckIn", view.check_in_id) if view.check_in_id else None,
        ask_for_help=spoken_text(view.ask_for_help),
        is_heard=view.is_heard,
        advice=spoken_text(view.advice) if view.advice else None,
        offline=spoken_text(view.offline),
        at=view.at,
    )
