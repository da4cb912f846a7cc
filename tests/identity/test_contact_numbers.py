"""A telephone number counts once a code that went to it was typed, and to nobody before."""

from datetime import timedelta
from uuid import UUID

import pytest
from tortoise.transactions import in_transaction

from domains.identity import public as identity
from domains.identity.contact_policy import LineKind, Unusable, read_number
from domains.identity.public import contacts
from domains.kernel import sql
from domains.kernel.actor import Actor
from tests.builders.families import Town
from tests.stories.house import everything

MOBILE = "010-1234-5678"


@pytest.fixture
def town(database, clock, ids) -> Town:
    return Town(clock, ids)


@pytest.fixture
def phone(town):
    """What somebody does with numbers; `codes` plays the worker that tells a code."""

    class Phone:
        def __init__(self, person: UUID) -> None:
            self.person = person

        async def add(self, typed: str = MOBILE) -> contacts.AddNumberOutcome:
            actor = Actor(person_id=self.person)
            return await contacts.add_contact_number(
                actor, self.person, typed, clock=town.clock, ids=town.ids
            )

        async def hears(self, number_id: UUID) -> str:
            issued = await contacts.issue_contact_code(number_id, clock=town.clock)
            assert issued is not None
            return issued.code

        async def types(self, number_id: UUID, code: str) -> contacts.VerifyOutcome:
            actor = Actor(person_id=self.person)
            return await contacts.verify_contact_number(
                actor, self.person, number_id, code, clock=town.clock, ids=town.ids
            )

        async def proved(self, typed: str = MOBILE) -> UUID:
            added = await self.add(typed)
            assert isinstance(added, contacts.NumberAdded)
            code = await self.hears(added.number_id)
            assert isinstance(await self.types(added.number_id, code), contacts.NumberVerified)
            return added.number_id

    async def of(name: str = "김하나") -> Phone:
        return Phone(await town.person(name))

    return of


@pytest.mark.parametrize(
    ("typed", "e164", "ways"),
    [
        ("010-1234-5678", "+821012345678", set(LineKind)),
        ("+82 10 1234 5678", "+821012345678", set(LineKind)),
        ("031-370-1234", "+82313701234", {LineKind.VOICE}),
        ("070-1234-5678", "+827012345678", {LineKind.VOICE}),
    ],
)
def test_numbers_are_read_as_they_are_dialled_here(typed, e164, ways):
    number = read_number(typed)
    assert (number.e164, number.ways) == (e164, ways)
    assert e164 not in repr(number)


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("", Unusable.NO_NUMBER),
        ("hello", Unusable.NO_NUMBER),
        ("010-1234", Unusable.NO_NUMBER),
        ("+1 650 253 0000", Unusable.ABROAD),
        ("+84 91 234 56 78", Unusable.ABROAD),
        ("060-700-1234", Unusable.NOBODYS),
        ("080-123-4567", Unusable.NOBODYS),
    ],
)
def test_numbers_at_which_no_citizen_answers_are_not_taken(typed, because):
    assert read_number(typed) is because


async def test_a_number_counts_from_its_code_on(phone):
    hana = await phone()
    added = await hana.add()
    assert not added.verified
    assert await contacts.contact_lines_of([hana.person]) == []

    code = await hana.hears(added.number_id)
    assert isinstance(await hana.types(added.number_id, code), contacts.NumberVerified)

    lines = await contacts.contact_lines_of([hana.person])
    assert [line.kind for line in lines] == [LineKind.SMS, LineKind.VOICE]
    opened = await contacts.open_contact_lines([line.line_id for line in lines])
    assert {line.number for line in opened.values()} == {"+821012345678"}
    (shown,) = await contacts.contact_numbers_of(hana.person)
    assert shown.shown == "+82 ** **** 5678"
    assert (await hana.add()).verified


async def test_the_number_lies_sealed_and_the_code_nowhere(phone):
    hana = await phone()
    added = await hana.add()
    code = await hana.hears(added.number_id)
    rows = str(await everything())
    assert "1012345678" not in rows
    assert code not in rows


async def test_a_code_is_guessed_at_five_times(phone):
    hana = await phone()
    added = await hana.add()
    code = await hana.hears(added.number_id)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    left = [await hana.types(added.number_id, wrong) for _ in range(5)]
    assert [answer.tries_left for answer in left] == [4, 3, 2, 1, 0]
    assert isinstance(await hana.types(added.number_id, code), contacts.CodeOver)


async def test_a_code_is_good_for_five_minutes(phone, town):
    hana = await phone()
    added = await hana.add()
    code = await hana.hears(added.number_id)
    town.clock.advance(timedelta(minutes=5))
    assert isinstance(await hana.types(added.number_id, code), contacts.CodeOver)


async def test_another_code_comes_a_minute_later_and_ends_the_first(phone, town):
    hana = await phone()
    added = await hana.add()
    first = await hana.hears(added.number_id)
    assert isinstance(await hana.add(), contacts.CodeJustSent)
    town.clock.advance(timedelta(minutes=1))
    again = await hana.add()
    assert again.number_id == added.number_id
    second = await hana.hears(added.number_id)
    if first != second:
        assert isinstance(await hana.types(added.number_id, first), contacts.WrongCode)
    assert isinstance(await hana.types(added.number_id, second), contacts.NumberVerified)


async def test_nobody_proves_or_removes_anothers_number(phone):
    hana, dohyun = await phone(), await phone("이도현")
    added = await hana.add()
    code = await hana.hears(added.number_id)
    before = await everything()

    assert isinstance(await dohyun.types(added.number_id, code), contacts.NoSuchNumber)
    assert await contacts.remove_contact_number(
        Actor(person_id=dohyun.person), dohyun.person, added.number_id,
        clock=None, ids=None,  # type: ignore[arg-type]
    ) == contacts.NoSuchNumber()  # fmt: skip
    assert await everything() == before


async def test_a_family_may_share_one_telephone(phone):
    hana, dohyun = await phone(), await phone("이도현")
    await hana.proved()
    await dohyun.proved()
    assert len(await contacts.contact_lines_of([hana.person, dohyun.person])) == 4


async def test_nobody_has_more_than_three(phone, town):
    hana = await phone()
    for number in range(3):
        await hana.proved(f"010-1234-567{number}")
    assert isinstance(await hana.add("010-1234-5679"), contacts.TooManyNumbers)


async def test_what_was_never_proved_is_forgotten_after_a_day(phone, town):
    hana = await phone()
    await hana.add("010-1111-2222")
    town.clock.advance(timedelta(days=1, seconds=1))
    await hana.add()
    assert len(await contacts.contact_numbers_of(hana.person)) == 1


async def test_a_removed_number_is_gone(phone, town):
    hana = await phone()
    number = await hana.proved()
    lines = [line.line_id for line in await contacts.contact_lines_of([hana.person])]
    actor = Actor(person_id=hana.person)
    assert (
        await contacts.remove_contact_number(
            actor, hana.person, number, clock=town.clock, ids=town.ids
        )
        is None
    )
    assert await contacts.open_contact_lines(lines) == {}


async def test_a_number_leaves_with_its_person_and_is_in_their_copy(phone, town):
    hana = await phone()
    await hana.proved()
    sections = {section.name: section for section in await identity.export_person(hana.person)}
    (row,) = sections["identity.contact_numbers"].rows
    assert row["number"] == "+821012345678"

    async with in_transaction():
        await identity.erase_person(hana.person, town.clock.now(), clock=town.clock, ids=town.ids)
    rows = await sql.fetch("SELECT 1 FROM identity.contact_numbers")
    assert rows == []
