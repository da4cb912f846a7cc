"""Who may act for whom, from when to when."""

import asyncio
from datetime import timedelta

import pytest

from domains.identity import public as identity
from domains.identity.models import Relation
from domains.identity.public import RelationKind, Tie
from domains.kernel.actor import ANONYMOUS, Actor, Role, system_actor
from domains.kernel.models import AuditEntry, OutboxRow

REGISTRY = system_actor("seed")


@pytest.fixture
def grant(clock, ids):
    async def make(holder, subject, *, actor=REGISTRY, kind=RelationKind.PARENT_CHILD, **more):
        return await identity.grant_relation(
            actor=actor, tie=Tie(kind, holder, subject, **more), clock=clock, ids=ids
        )

    return make


@pytest.fixture
def end(clock, ids):
    async def make(relation_id, *, actor):
        return await identity.end_relation(
            actor=actor, relation_id=relation_id, clock=clock, ids=ids
        )

    return make


async def topics() -> list[str]:
    return await OutboxRow.filter(topic__startswith="identity.relation").values_list(
        "topic", flat=True
    )


async def test_a_mother_is_the_guardian_of_her_children_and_of_nobody_elses(person, grant, clock):
    hana, mina, doyun = await person("hana"), await person("mina"), await person("doyun")
    await grant(hana, mina)

    assert await identity.guardians_of(mina, at=clock.now()) == [hana]
    assert await identity.children_of(hana, at=clock.now()) == [mina]
    assert await identity.is_guardian(holder_id=hana, subject_id=mina, at=clock.now())
    assert not await identity.is_guardian(holder_id=hana, subject_id=doyun, at=clock.now())
    assert await identity.guardians_of_each([mina, doyun], at=clock.now()) == {
        mina: [hana],
        doyun: [],
    }


async def test_a_guardianship_counts_from_its_start_until_its_end_and_the_row_stays(
    person, grant, end, clock
):
    hana, mina = await person("hana"), await person("mina")
    granted = await grant(hana, mina, evidence="가족관계증명서")
    began = clock.now()
    ended = clock.advance(timedelta(days=30))
    await end(granted.relation_id, actor=Actor(person_id=hana))

    assert await identity.guardians_of(mina, at=began - timedelta(microseconds=1)) == []
    assert await identity.guardians_of(mina, at=began) == [hana]
    assert await identity.guardians_of(mina, at=ended - timedelta(microseconds=1)) == [hana]
    assert await identity.guardians_of(mina, at=ended) == []
    row = await Relation.get()
    assert (row.granted_by, row.ended_by) == ("system:seed", str(hana))
    assert await topics() == ["identity.relation_granted", "identity.relation_ended"]


async def test_a_relation_with_an_agreed_end_ends_by_itself(person, grant, clock):
    hana, mina = await person("hana"), await person("mina")
    await grant(hana, mina, ends_at=clock.now() + timedelta(days=1))
    clock.advance(timedelta(days=1))
    assert not await identity.is_guardian(holder_id=hana, subject_id=mina, at=clock.now())


async def test_granting_twice_changes_nothing(person, grant):
    hana, mina = await person("hana"), await person("mina")
    first = await grant(hana, mina)
    assert await grant(hana, mina) == identity.AlreadyStands(first.relation_id)
    assert await Relation.all().count() == 1
    assert await topics() == ["identity.relation_granted"]


async def test_a_relation_with_an_agreed_end_stands_too(person, grant, clock):
    hana, mina = await person("hana"), await person("mina")
    first = await grant(hana, mina, ends_at=clock.now() + timedelta(days=1))
    assert await grant(hana, mina) == identity.AlreadyStands(first.relation_id)


async def test_two_grants_at_once_make_one_relation(person, grant):
    hana, mina = await person("hana"), await person("mina")
    outcomes = await asyncio.gather(*(grant(hana, mina) for _ in range(5)))
    assert [type(outcome) for outcome in outcomes].count(identity.Granted) == 1
    assert await Relation.all().count() == 1


async def test_an_officer_ends_others_ties_and_none_of_their_own_family(
    person, grant, end, clock, ids
):
    hana, mina, officer = await person("hana"), await person("mina"), await person("officer")
    await identity.grant_role(
        actor=REGISTRY, person_id=officer, role=Role.OFFICER, clock=clock, ids=ids
    )
    in_office = Actor(person_id=officer, roles=frozenset({Role.OFFICER}))
    relation = (await grant(hana, mina)).relation_id
    own = (await grant(officer, mina)).relation_id
    assert await end(relation, actor=in_office) == identity.MayNotEnd(), "a co-parent's"
    assert isinstance(await end(own, actor=Actor(person_id=officer)), identity.Ended)
    assert await end(relation, actor=in_office) == identity.MayNotEnd(), "family stays family"
    doyun, seoyeon = await person("doyun"), await person("seoyeon")
    theirs = (await grant(seoyeon, doyun)).relation_id
    assert isinstance(await end(theirs, actor=in_office), identity.Ended)


async def test_an_ended_relation_can_be_granted_anew(person, grant, end, clock):
    hana, mina = await person("hana"), await person("mina")
    await end((await grant(hana, mina)).relation_id, actor=REGISTRY)
    clock.advance(timedelta(days=1))
    assert isinstance(await grant(hana, mina), identity.Granted)
    assert await identity.guardians_of(mina, at=clock.now()) == [hana]


async def test_nobody_makes_themselves_a_guardian(person, grant):
    stranger, mina = await person("stranger"), await person("mina")
    officer = Actor(person_id=stranger, roles=frozenset({Role.OFFICER}))

    for actor in (ANONYMOUS, Actor(person_id=stranger), officer):
        assert await grant(stranger, mina, actor=actor) == identity.MayNotGrant()
    assert not await Relation.exists()
    assert await topics() == []
    assert not await AuditEntry.exists()


async def test_not_even_an_officer_ties_people_alone(person, grant, clock, ids):
    hana, mina, officer = await person("hana"), await person("mina"), await person("officer")
    await identity.grant_role(
        actor=REGISTRY, person_id=officer, role=Role.OFFICER, clock=clock, ids=ids
    )
    in_office = Actor(person_id=officer, roles=frozenset({Role.OFFICER}))
    assert await grant(hana, mina, actor=in_office) == identity.MayNotGrant()
    assert not await Relation.exists()


async def test_a_relation_needs_people_who_exist(person, grant, ids):
    hana = await person("hana")
    assert await grant(hana, ids.new()) == identity.NobodyToTie()
    assert await grant(ids.new(), hana) == identity.NobodyToTie()


async def test_a_merchant_is_tied_to_a_shop_which_is_no_person(person, grant, ids, clock):
    merchant, shop = await person("merchant"), ids.new()
    await grant(merchant, shop, kind=RelationKind.MERCHANT_SHOP)
    assert await identity.subjects_of(
        merchant, kind=RelationKind.MERCHANT_SHOP, at=clock.now()
    ) == [shop]


async def test_strangers_and_children_do_not_end_a_guardianship(person, grant, end):
    hana, mina, stranger = await person("hana"), await person("mina"), await person("stranger")
    relation = (await grant(hana, mina)).relation_id

    for actor in (ANONYMOUS, Actor(person_id=stranger), Actor(person_id=mina)):
        assert await end(relation, actor=actor) == identity.MayNotEnd()
    assert (await Relation.get()).ends_at is None
    assert await topics() == ["identity.relation_granted"]


async def test_a_senior_dismisses_a_guardian(person, grant, end):
    guardian, senior = await person("guardian"), await person("senior")
    granted = await grant(guardian, senior, kind=RelationKind.SENIOR_GUARDIAN)
    ended = await end(granted.relation_id, actor=Actor(person_id=senior))
    assert ended == identity.Ended(granted.relation_id)


async def test_ending_twice_keeps_the_first_end(person, grant, end, clock):
    hana, mina = await person("hana"), await person("mina")
    relation = (await grant(hana, mina)).relation_id
    await end(relation, actor=REGISTRY)
    first_end = clock.now()
    clock.advance(timedelta(days=1))
    assert await end(relation, actor=REGISTRY) == identity.AlreadyEnded(relation)
    assert (await Relation.get()).ends_at == first_end


async def test_an_office_is_held_from_its_grant(person, clock, ids):
    operator = await person("operator")
    before = clock.now() - timedelta(seconds=1)
    for _ in range(2):
        await identity.grant_role(
            actor=REGISTRY, person_id=operator, role=Role.OPERATOR, clock=clock, ids=ids
        )
    assert await identity.role_holders(Role.OPERATOR, at=clock.now()) == [operator]
    assert await identity.role_holders(Role.OPERATOR, at=before) == []
    assert await identity.roles_of(operator, at=clock.now()) == {Role.OPERATOR}


async def test_nobody_grants_an_office_by_asking(person, clock, ids):
    stranger = await person("stranger")
    outcome = await identity.grant_role(
        actor=Actor(person_id=stranger),
        person_id=stranger,
        role=Role.OPERATOR,
        clock=clock,
        ids=ids,
    )
    assert outcome == identity.MayNotGrantRole()
    assert await identity.role_holders(Role.OPERATOR, at=clock.now()) == []
