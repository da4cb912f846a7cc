"""Processing stands still until it is lifted; a breach has its 72 hours."""

from datetime import timedelta

from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.governance import public as governance
from domains.kernel.actor import Role
from tests.stories.governance.documents import (
    BREACHES,
    CLOSE_BREACH,
    GRANT,
    LIFT,
    NOTE_TOLD,
    OPEN,
    OPEN_BREACH,
    SUSPEND,
)
from tests.stories.house import everything, node

FACTS = {
    "title": "잘못 보낸 우편",
    "whatHappened": "다른 학교로 보냈습니다",
    "dataConcerned": "이름과 학년",
    "measures": "회수했습니다",
    "peopleConcerned": 12,
    "sensitive": False,
    "fromOutside": False,
}


async def test_a_suspension_ends_every_consent_until_it_is_lifted(desk, family):
    phone = await desk.phone(family.parent)
    child = node("Person", family.child)
    case = await phone.tell(OPEN, subjectId=child, kind="SUSPENSION")
    assert (await consent.standing_purposes([family.child], at=desk.clock.now()))[family.child]
    done = await phone.tell(SUSPEND, caseId=case["caseId"])
    assert done["state"] == "ANSWERED"
    stands = await consent.standing_purposes([family.child], at=desk.clock.now())
    assert stands[family.child] == frozenset()
    assert await governance.is_suspended(family.child)
    assert (await phone.tell(LIFT, subjectId=child))["lifted"] == 1
    assert not await governance.is_suspended(family.child)


async def says_yes(phone, child):
    return await phone.tell(
        GRANT, subjectId=child, purpose="COMMUTE_BUS", textVersion=1, locale="KO"
    )


async def test_no_new_yes_is_taken_until_the_suspension_is_lifted(desk, family, town):
    phone = await desk.phone(family.parent)
    other = await desk.phone(await town.parent_of(family.child, "김다른"))
    child = node("Person", family.child)
    case = await phone.tell(OPEN, subjectId=child, kind="SUSPENSION")
    await phone.tell(SUSPEND, caseId=case["caseId"])
    before = await everything()
    for guardian in (phone, other):
        refused = await says_yes(guardian, child)
        assert refused["__typename"] == "ProcessingSuspended"
        assert refused["since"].startswith(desk.clock.now().date().isoformat())
    assert await everything() == before
    await phone.tell(LIFT, subjectId=child)
    stands = await consent.standing_purposes([family.child], at=desk.clock.now())
    assert stands[family.child] == frozenset(), "nothing begins by itself"
    assert (await says_yes(phone, child))["__typename"] == "GrantConsentSuccess"
    stands = await consent.standing_purposes([family.child], at=desk.clock.now())
    assert stands[family.child] == {Purpose.COMMUTE_BUS}


async def open_breach(desk, phone, **facts):
    found_at = desk.clock.now().isoformat()
    return await phone.tell(OPEN_BREACH, foundAt=found_at, **{**FACTS, **facts})


async def test_a_breach_is_told_within_72_hours_or_the_dpo_hears_of_it(desk):
    _, dpo = await desk.official("정보호", Role.DPO)
    await open_breach(desk, dpo)
    for hours, soon, late in ((47, 0, 0), (1, 1, 0), (23, 1, 0), (1, 1, 1), (100, 1, 1)):
        desk.clock.advance(timedelta(hours=hours))
        await desk.sweep()
        assert await desk.told("governance.breach_due_soon") == soon
        assert await desk.told("governance.breach_overdue") == late


async def test_a_small_breach_is_closed_when_people_were_told(desk):
    _, dpo = await desk.official("정보호", Role.DPO)
    breach = (await open_breach(desk, dpo))["breachId"]
    early = await dpo.tell(CLOSE_BREACH, breachId=breach, measures="끝")
    assert early == {"__typename": "BreachNotYetTold", "missing": ["PEOPLE"]}
    await dpo.tell(NOTE_TOLD, breachId=breach, told="PEOPLE")
    done = await dpo.tell(CLOSE_BREACH, breachId=breach, measures="회수하고 알렸습니다")
    assert done["state"] == "CLOSED"
    desk.clock.advance(timedelta(hours=80))
    await desk.sweep()
    assert await desk.told("governance.breach_overdue") == 0


async def test_a_large_or_sensitive_breach_goes_to_the_commission_too(desk):
    _, dpo = await desk.official("정보호", Role.DPO)
    for facts in ({"peopleConcerned": 1000}, {"sensitive": True}, {"fromOutside": True}):
        await open_breach(desk, dpo, **facts)
    shown = (await dpo.ask(BREACHES))["edges"]
    assert [edge["node"]["missing"] for edge in shown] == [["COMMISSION", "PEOPLE"]] * 3


async def test_breaches_are_the_dpos_alone(desk):
    _, officer = await desk.official("박담당")
    before = await everything()
    said = {**FACTS, "foundAt": desk.clock.now().isoformat()}
    assert await officer.refused_telling(OPEN_BREACH, **said) == "FORBIDDEN"
    assert await officer.refused(BREACHES) == "FORBIDDEN"
    assert await everything() == before
