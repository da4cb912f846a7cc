"""One tap on a link, without a login, ends advertising and opens no other door (망법 §50④)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from api import bootstrap
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel import sql
from notifications.public import OptOutSigner

DAY, NIGHT = Purpose.COMMERCE_ADVERTISING, Purpose.COMMERCE_ADVERTISING_NIGHT
HOUSE = "http://gateway.test"


@pytest.fixture
def signer(settings) -> OptOutSigner:
    return bootstrap.opt_out_signer(settings)


@pytest.fixture
async def shopper(town) -> UUID:
    """Sujin asked for offers, and for those of the night too."""
    sujin = await town.person("수진", born=date(1985, 5, 1))
    await town.consents(sujin, sujin, {DAY, NIGHT, Purpose.COMMUTE_ARRIVAL})
    return sujin


@pytest.fixture
def link(signer, shopper, clock) -> str:
    return path_of(signer.url(shopper, DAY, at=clock.now()))


async def test_looking_at_the_page_ends_nothing(house, shopper, link, clock):
    """Mail scanners and previews open every link."""
    answer = await house.http.get(link)

    assert answer.status_code == 200
    assert "광고 그만 받기" in answer.text
    assert await standing(shopper, clock) >= {DAY, NIGHT}


async def test_one_tap_ends_day_and_night_and_nothing_else(house, shopper, link, clock):
    answer = await house.http.post(link)

    assert answer.status_code == 200
    assert "광고 알림을 껐습니다" in answer.text
    assert await standing(shopper, clock) == {Purpose.COMMUTE_ARRIVAL}


async def test_a_mail_program_taps_for_its_reader(house, shopper, link, clock):
    """RFC 8058: no cookie, no redirect, one form field."""
    answer = await house.http.post(link, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not answer.history
    assert DAY not in await standing(shopper, clock)


async def test_a_second_tap_says_the_same_and_writes_nothing(house, shopper, link):
    await house.http.post(link)
    words = await ledger(shopper)
    answer = await house.http.post(link)

    assert "광고 알림을 껐습니다" in answer.text
    assert await ledger(shopper) == words


async def test_the_record_names_the_house_for_the_person_and_the_result_is_due(
    house, shopper, link
):
    await house.http.post(link)

    said = await sql.fetch(
        "SELECT actor_system, on_behalf_of FROM kernel.audit "
        "WHERE action = 'consent.withdrawn' AND subject_id = $1",
        shopper,
    )
    assert {tuple(row) for row in said} == {("consent.opt_out_link", shopper)}
    due = await sql.fetch("SELECT topic FROM kernel.outbox WHERE topic LIKE '%result%'")
    assert len(due) == 4  # two for the yes of the beginning, two for the no


async def test_an_old_link_ends_nothing_and_says_what_to_do(house, shopper, link, clock):
    clock.advance(timedelta(days=3 * 366))
    for answer in (await house.http.get(link), await house.http.post(link)):
        assert answer.status_code == 410
        assert "031-8036-7114" in answer.text
        assert "<form" not in answer.text
    assert await ledger(shopper) == ["granted"] * 3


async def test_a_link_lives_at_least_two_years(house, shopper, link, clock):
    clock.advance(timedelta(days=2 * 365))

    assert (await house.http.post(link)).status_code == 200


@pytest.mark.parametrize("trick", ["cut", "bent", "made up", "nobody's", "no ascii"])
async def test_a_bent_link_opens_nothing_and_tells_nothing(house, shopper, link, trick, clock):
    token = link.rpartition("/")[2]
    bent = {
        "cut": token[:-2],
        "bent": ("B" if token[0] != "B" else "C") + token[1:],
        "made up": "x" * len(token),
        "nobody's": "A" * len(token),
        "no ascii": "%ED%95%9C" * 5,
    }[trick]
    for answer in (
        await house.http.get(f"/opt-out/{bent}"),
        await house.http.post(f"/opt-out/{bent}"),
    ):
        assert answer.status_code == 404
        assert token not in answer.text
    assert DAY in await standing(shopper, clock)


async def test_for_somebody_who_is_not_there_it_says_the_same(house, signer, ids, clock):
    nobody = path_of(signer.url(ids.new(), DAY, at=clock.now()))

    answer = await house.http.post(nobody)

    assert answer.status_code == 200
    assert await sql.fetch("SELECT 1 FROM consent.standing") == []


async def test_keys_turn_and_older_links_lead_out_still(settings, shopper, clock):
    old, new = b"o" * 32, b"n" * 32
    before = OptOutSigner(public_url=HOUSE, keys=[old])
    after = OptOutSigner(public_url=HOUSE, keys=[new, old])
    forgotten = OptOutSigner(public_url=HOUSE, keys=[new])
    token = before.url(shopper, DAY, at=clock.now()).rpartition("/")[2]

    assert after.read(token) == before.read(token)
    assert forgotten.read(token) is None


@pytest.mark.parametrize("language", ["ko", "en", "zh", "vi"])
async def test_the_page_speaks_the_readers_language(house, link, language):
    page = await house.http.get(link, headers={"accept-language": language})

    assert f'<html lang="{language}">' in page.text


async def test_nobody_knocks_without_end(house, link):
    answers = {(await house.http.post(link)).status_code for _ in range(130)}

    assert answers == {200, 429}


async def standing(person: UUID, clock) -> set[Purpose]:
    return set((await consent.standing_purposes([person], at=clock.now())).get(person, ()))


async def ledger(person: UUID) -> list[str]:
    rows = await sql.fetch(
        "SELECT action FROM consent.ledger WHERE subject_id = $1 ORDER BY number", person
    )
    return [row["action"] for row in rows]


def path_of(url: str) -> str:
    return "/opt-out/" + url.rpartition("/")[2]
