"""Her own screen: one sentence, one action, each with a spoken version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.care.cases.models import Case, EmergencyCall
from domains.care.cases.vocabulary import CaseState
from domains.care.check_ins.todays_check_in import Today, TodaysCheckIn, todays_check_in
from domains.care.people.show_own_care import OwnCare, show_own_care
from domains.care.views.home_sentence import (
    ACTIONS,
    HomeAction,
    HomeFacts,
    HomeState,
    home_state,
)
from domains.care.views.words import Words, words
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class SeniorHome:
    """`check_in_id` is what `FINE` answers; None where nobody asked, and it is volunteered.

    `is_heard` is False while nobody looks after her yet: no press reaches anybody, `ask_for_help`
    least of all, and `advice` says so. `offline` is what to do where there is no network; a page
    keeps it before it is needed.
    """

    state: HomeState
    sentence: Words
    action: HomeAction
    label: Words
    check_in_id: UUID | None
    ask_for_help: Words
    is_heard: bool
    advice: Words | None
    offline: Words
    at: datetime


async def show_senior_home(actor: Actor, *, locale: Locale, clock: Clock) -> SeniorHome | None:
    """None for who asked for no care."""
    care = await show_own_care(actor, clock=clock)
    if care is None or actor.speaks_for is None:
        return None
    now, senior = clock.now(), actor.speaks_for
    asked = await todays_check_in(senior, at=now)
    case = await Case.get_or_none(senior_id=senior, ended_at=None)
    state = home_state(await _facts(care, asked, case))
    action = ACTIONS[state]
    return SeniorHome(
        state=state,
        sentence=_sentence(locale, state, care, asked),
        action=action,
        label=words(locale, f"action.{action}"),
        check_in_id=asked.check_in_id if asked.today in (Today.ASKED, Today.MISSED) else None,
        ask_for_help=words(locale, "action.help"),
        is_heard=care.stands,
        advice=None if care.stands else words(locale, f"home.{state}.advice"),
        offline=words(locale, "home.offline", centre=care.centre),
        at=now,
    )


async def _facts(care: OwnCare, asked: TodaysCheckIn, case: Case | None) -> HomeFacts:
    return HomeFacts(
        stands=care.stands,
        paused=care.pause is not None,
        today=asked.today,
        case=None if case is None else (case.level, CaseState(case.state)),
        is_119_coming=case is not None and await _has_taken(case),
    )


async def _has_taken(case: Case) -> bool:
    """Whether 119 has one of its calls, address and all; without it they cannot set out."""
    return await EmergencyCall.exists(case_id=case.id, taken_at__isnull=False)


def _sentence(locale: Locale, state: HomeState, care: OwnCare, asked: TodaysCheckIn) -> Words:
    """With the moment that it speaks of; without one it says less."""
    at = {
        HomeState.ANSWERED: asked.settled_at,
        HomeState.NOT_YET: asked.next_at,
        HomeState.ASKED: asked.asked_at,
    }.get(state)
    if at is None:
        return words(locale, f"home.{state}", centre=care.centre)
    return words(locale, f"home.{state}.at", at=at, centre=care.centre)
