"""People become known once, and are as old as the law says."""

import asyncio
from datetime import date

import pytest

from domains.identity import public as identity
from domains.identity.models import Account, Person
from domains.kernel import personal
from domains.kernel.models import OutboxRow
from domains.kernel.text import Locale


async def test_two_first_sign_ins_at_once_make_one_person(database, clock, ids):
    profile = identity.Profile("김하나")
    enrolments = (
        identity.enrol_person(provider="dev", subject="hana", profile=profile, clock=clock, ids=ids)
        for _ in range(5)
    )
    assert len(set(await asyncio.gather(*enrolments))) == 1
    assert await Person.all().count() == await Account.all().count() == 1
    assert await OutboxRow.filter(topic="identity.person_enrolled").count() == 1


async def test_a_provider_does_not_overwrite_what_the_city_knows(person, clock, ids):
    hana = await person("hana")
    await Person.filter(id=hana).update(display_name=await personal.seal(hana, "김하나"))
    assert await person("hana") == hana
    assert (await identity.people([hana]))[hana].display_name == "김하나"


async def test_cards_name_those_who_exist(person, ids):
    hana = await person("hana", locale=Locale.VI, birth_date=date(1986, 4, 12))
    cards = await identity.people([hana, ids.new()])
    assert cards == {
        hana: identity.PersonCard(hana, "hana", Locale.VI, date(1986, 4, 12)),
    }


async def test_an_account_leads_to_its_person(person):
    hana = await person("hana")
    assert await identity.person_of_account(provider="dev", subject="hana") == hana
    assert await identity.person_of_account(provider="kakao", subject="hana") is None


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2012, 3, 3), date(2026, 3, 2), 13),
        (date(2012, 3, 3), date(2026, 3, 3), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2026, 3, 3), date(2026, 3, 3), 0),
        (date(2012, 12, 31), date(2026, 1, 1), 13),
    ],
)
def test_age_is_counted_in_completed_years(born, day, age):
    assert identity.age_on(born, day) == age


async def test_the_database_itself_knows_which_columns_are_personal(database):
    from domains.kernel import sql

    rows = await sql.fetch(
        """
        SELECT c.relname || '.' || a.attname AS name
        FROM pg_description d
        JOIN pg_class c ON c.oid = d.objoid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
        WHERE c.relnamespace = 'identity'::regnamespace AND d.description LIKE 'personal: %'
        """
    )
    assert {"people.display_name", "people.birth_date", "devices.push_token"} <= {
        row["name"] for row in rows
    }
