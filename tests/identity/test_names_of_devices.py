"""A session's device may say what it is called; a bad name costs the name, not the sign-in."""

import pytest

from api.rest.auth.device_name import device_name
from domains.identity.models import Session
from domains.kernel import personal


@pytest.mark.parametrize(
    "said", [None, "", " \n", "bell\x07", "900101-1234567", "폰 9001011234567"]
)
def test_what_is_no_name_is_not_kept(said):
    assert device_name(said, otherwise="Web") == "Web"


def test_a_name_is_one_line_of_at_most_80_characters():
    assert device_name(" 하나의\n 폰 ", otherwise="Web") == "하나의 폰"
    assert device_name("x" * 200, otherwise="Web") == "x" * 80


async def test_a_resident_number_never_reaches_the_session(town):
    await town.sign_in("hana", device_name="900101-1234567")
    session = await Session.get()
    assert await personal.reveal(session.person_id, session.device_name) == "Web"
