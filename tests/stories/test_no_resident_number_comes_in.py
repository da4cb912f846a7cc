"""Whoever sends a resident registration number is told to take it out, and nothing is kept."""

import pytest

from tests.stories.house import everything

NUMBER = "900101-1234567"
SPELLINGS = [
    NUMBER,
    "9001011234567",
    "９００１０１－１２３４５６７",
    "900101 – 5234567",
    "90\u200b0101-1234567",
]
REGISTER = """
mutation ($input: RegisterPushDeviceInput!) {
  registerPushDevice(input: $input) { __typename }
}
"""
PHONE = {"platform": "ANDROID", "pushToken": "token-1", "name": "폰"}


@pytest.mark.parametrize("number", SPELLINGS)
async def test_no_variable_carries_one(house, family, number):
    mother, before = house.phone_of(family.parent), await everything(but=())
    for where in PHONE:
        said = {**PHONE, where: f"{number} 우리집"}
        answer = await mother.send(REGISTER, {"input": {"requestId": str(house.ids.new()), **said}})
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == "RESIDENT_NUMBER_REFUSED"
        assert "Remove the number" in error["message"]
        assert number not in answer.text
    assert await everything(but=()) == before


@pytest.mark.parametrize("literal", [f'"{NUMBER}"', '"900101\\u002d1234567"', "9001011234567"])
async def test_no_document_carries_one_in_its_own_text(house, family, literal):
    document = f"{{ places(name: {literal}, first: 1) {{ edges {{ node {{ id }} }} }} }}"
    answer = await house.phone_of(family.parent).send(document, {})
    assert answer.json()["errors"][0]["extensions"]["code"] == "RESIDENT_NUMBER_REFUSED"
    assert "1234567" not in answer.text


async def test_no_number_is_repeated_because_it_came_as_a_number(house, family):
    document = 'query ($first: Int!) { places(name: "학교", first: $first) { __typename } }'
    answer = await house.phone_of(family.parent).send(document, {"first": 9001011234567})
    assert answer.json()["errors"][0]["extensions"]["code"] == "RESIDENT_NUMBER_REFUSED"
    assert "1234567" not in answer.text


@pytest.mark.parametrize("language", ["ko", "en", "zh", "vi"])
async def test_no_other_door_takes_one(house, language, capsys):
    headers = {"accept-language": language}
    asked = await house.http.get(
        f"/auth/login?device_name={NUMBER}", headers=headers, follow_redirects=False
    )
    posted = await house.http.post("/auth/token", data={"device_name": NUMBER}, headers=headers)
    signed = await house.http.get("/healthz", headers={"x-request-id": NUMBER})
    for answer in (asked, posted, signed):
        assert (answer.status_code, answer.json()["error"]) == (400, "RESIDENT_NUMBER_REFUSED")
        assert "1234567" not in answer.text + str(answer.headers)
    assert "1234567" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "body",
    [
        '{"device_name": "\\u0039\\u0030\\u0030101-1234567"}',
        '{"device_name": "900101\\u002D1234567"}',
    ],
)
async def test_no_json_hides_one_behind_escapes(house, body):
    headers = {"content-type": "application/json"}
    answer = await house.http.post("/auth/token", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "RESIDENT_NUMBER_REFUSED")


async def test_a_clock_that_counts_milliseconds_is_no_birth_date(house):
    answer = await house.http.get("/ingest/osmand?id=nobody&timestamp=1801012345678&lat=37&lon=127")
    assert "RESIDENT_NUMBER" not in answer.text
