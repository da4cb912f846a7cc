"""Once somebody's key is destroyed, their family reads a neutral word, in its own language."""

import pytest

from domains.kernel import personal

MINE = "{ me { displayName children { displayName } } }"


@pytest.mark.parametrize(
    ("language", "word"),
    [("ko", "알 수 없는 사람"), ("en", "Somebody"), ("vi", "Người không rõ tên")],
)
async def test_a_child_whose_key_is_gone_is_somebody(house, family, language, word):
    phone = house.phone_of(family.parent)
    before = await phone.ask(MINE)
    await personal.forget(family.child)
    phone = type(phone)(phone.house, phone.token, language)
    after = await phone.ask(MINE)
    assert [child["displayName"] for child in after["children"]] == [word]
    assert after["displayName"] == before["displayName"] != word
