"""Whoever must decide about somebody reads why it rang, in a sentence, and no sensor by it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from tortoise.transactions import in_transaction

from domains.care.cases.reasons import TOLD
from domains.care.judgement.alarm import Rule
from domains.care.judgement.fixed_timer import RULE
from domains.care.judgement.judge_silence import UNUSUAL
from domains.care.judgement.rules.emergency import SENSED
from domains.care.judgement.rules.temperature import TOO_COLD, TOO_HOT
from domains.care.ports import Reason
from domains.care.public import cases
from domains.care.views.say_reasons import FIGURES, say_reasons
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.provenance import Fallback, Predicted, Silence
from domains.kernel.text import Locale
from tests.builders.street import Street
from tests.care.judgement.metronome import BY
from tests.stories.care.documents import DEPTH
from tests.stories.care.one_flat import seniors, street
from tests.stories.house import Phone, node
from tests.stories.identity.documents import document

__all__ = ["seniors", "street"]

CASE, WITHDRAW = document("care_case"), document("withdraw_consent")
FROM_THE_MODEL = ("last_sign_was_a_door", "faint_motion_not_counted", "appliances_not_counted")
"""Codes that say which sensor; in the signals they are told to who sees sensors."""

Desk = Callable[[], Phone]


@pytest.fixture
async def control_room(house, town) -> Desk:
    """Signed in anew each time: stories take hours."""
    operator = (await town.operator()).person_id
    return lambda: house.phone_of(operator, Role.OPERATOR)


async def the_case() -> str:
    rows = await sql.fetch("SELECT id FROM care.cases ORDER BY id DESC LIMIT 1")
    return node("CareCase", rows[0]["id"])


async def concern_in(phone: Phone) -> dict:
    (concern,) = (await phone.ask(CASE, caseId=await the_case()))["concerns"]
    return concern


async def falls_silent(street: Street) -> None:
    await street.live(hours=2, about=street.flats)
    await street.live(hours=4)


async def is_hot(street: Street, celsius: float) -> None:
    """Read four times in an hour; she is about."""
    now, flat = street.clock.now(), street.flats[0]
    for minutes in (5, 20, 40, 58):
        at = now + timedelta(minutes=minutes)
        street.says(flat.motion, "climate", at, celsius=celsius, humidity=60.0)
    await street.live(hours=2, about=[flat])


async def raise_one(senior: UUID, clock, ids, **said) -> None:
    given = {"level": cases.Level.FAMILY, "observed_at": clock.now(), **said}
    async with in_transaction():
        await cases.raise_concern(cases.Concern(senior, **given), clock=clock, ids=ids)


async def test_the_control_room_reads_how_long_it_was_quiet_and_which_model_says_so(
    street, control_room
):
    await falls_silent(street)
    concern = await concern_in(control_room())
    assert concern["kind"] == "INACTIVITY"
    assert "3.3시간째 움직임이 없었습니다" in concern["reasons"][0]
    assert BY.register_id in concern["reasons"][-1]
    assert concern["by"]["registerId"] == BY.register_id
    assert concern["signals"] == [], "no list of signals"


async def test_a_plain_rule_says_its_name_and_how_hot_it_was_and_no_room(street, control_room):
    await is_hot(street, 36.5)
    concern = await concern_in(control_room())
    assert "36.5도" in concern["reasons"][0]
    assert "집 안 온도" in concern["reasons"][1]
    assert concern["by"] == {
        "model": None,
        "version": None,
        "registerId": None,
        "rule": Rule.TEMPERATURE,
    }
    rooms = ("living_room", "거실", str(street.flats[0].motion.id))
    assert not any(room in str(concern) for room in rooms)


async def test_in_the_language_of_who_asks(street, house, town):
    await falls_silent(street)
    operator = (await town.operator()).person_id
    phone = house.phone_of(operator, Role.OPERATOR, language="en")
    assert "Nothing had stirred" in (await concern_in(phone))["reasons"][0]


async def test_whom_she_lets_see_her_state_reads_no_reason_and_whom_she_lets_see_reasons_does(
    street, house, seniors
):
    await falls_silent(street)

    def daughter() -> Phone:
        return house.phone_of(seniors.guardian)

    assert (await daughter().ask(CASE, caseId=await the_case()))["concerns"] == []
    guardian = node("Person", seniors.guardian)
    for depth, sees_signals in (("REASONS", False), ("SENSORS", True)):
        her_own = house.phone_of(seniors.senior)
        await her_own.tell(DEPTH, receiver="GUARDIAN", guardianId=guardian, depth=depth)
        concern = await concern_in(daughter())
        assert len(concern["reasons"]) == 2
        assert bool(concern["signals"]) is sees_signals


async def test_with_her_yes_to_sensors_the_reasons_go(street, control_room, house, seniors):
    await falls_silent(street)
    senior = house.phone_of(seniors.senior)
    await senior.tell(
        WITHDRAW, subjectId=node("Person", seniors.senior), purpose="CARE_HOME_SENSORS"
    )
    concern = await concern_in(control_room())
    assert [BY.register_id in text for text in concern["reasons"]] == [True], "whose word it was"


@pytest.mark.parametrize(
    ("by", "shown", "said"),
    [
        (BY, {"registerId": BY.register_id, "rule": None}, BY.register_id),
        (
            Fallback(RULE, Silence.LEARNING),
            {"registerId": None, "rule": RULE},
            "조용한 시간의 길이",
        ),
        (Fallback("of-old", Silence.FAILED), {"registerId": None, "rule": "of-old"}, "of-old"),
    ],
)
async def test_whose_judgement_it_is_reaches_its_reader(
    seniors, control_room, clock, ids, by: Predicted | Fallback, shown, said
):
    await raise_one(seniors.senior, clock, ids, kind=cases.ConcernKind.INACTIVITY, provenance=by)
    concern = await concern_in(control_room())
    assert {name: concern["by"][name] for name in shown} == shown
    assert said in concern["reasons"][-1]


async def test_what_the_model_says_of_a_sensor_is_for_who_sees_sensors(
    seniors, control_room, clock, ids
):
    signals = tuple(cases.Signal(code, clock.now()) for code in FROM_THE_MODEL)
    await raise_one(seniors.senior, clock, ids, kind=cases.ConcernKind.INACTIVITY, signals=signals)
    concern = await concern_in(control_room())
    assert (concern["reasons"], concern["by"]) == ([], None)


def test_of_every_code_somebody_has_thought():
    rules = {f"{rule}_h" for rule in (Rule.NIGHT, Rule.DOOR, Rule.UTILITY)}
    model = {"silence_unusual_for_this_hour", "clock_stopped_by_outage"}
    assert {"quiet_h", UNUSUAL, TOO_HOT, TOO_COLD, SENSED, *rules, *model} == TOLD
    assert TOLD.isdisjoint(FROM_THE_MODEL)
    assert set(FIGURES) <= TOLD


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("code", sorted(TOLD))
def test_every_reason_has_its_sentence_in_each_language(locale, code, clock):
    for figure in (0.00001, 0.34, 9.2, None):
        concern = view_of(clock, Reason(code, figure))
        said = say_reasons(locale, concern)
        assert len(said) == (0 if figure is None and code in FIGURES else 1)
        assert "{" not in "".join(said)


@pytest.mark.parametrize("rule", [*Rule, RULE])
def test_every_rule_has_its_name(rule, clock):
    (said,) = say_reasons(Locale.KO, view_of(clock, by={"rule": str(rule)}))
    assert str(rule) not in said


def view_of(clock, *reasons: Reason, by: dict | None = None) -> cases.ConcernView:
    kind = cases.ConcernKind.INACTIVITY
    return cases.ConcernView(kind, clock.now(), False, by, signals=(), reasons=reasons)
