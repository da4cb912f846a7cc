"""A new city has nobody who could give an office; the console gives the first two, and no more."""

import pytest

from api.offices.appoint import Appointed, Refused, make_first_operator
from domains.identity.public import role_holders
from domains.kernel.actor import Role
from domains.kernel.models import AuditEntry
from tests.stories.house import everything


@pytest.fixture
def appoint(clock, ids):
    async def appoint(person):
        return await make_first_operator(person, clock=clock, ids=ids)

    return appoint


async def test_the_console_makes_the_first_two_operators_and_nobody_after_them(
    town, appoint, clock
):
    han, kim, lee = [await town.person(name) for name in ("한관제", "김관제", "이관제")]
    assert await appoint(han) == await appoint(kim) == Appointed()
    assert await appoint(kim) == Appointed(), "again changes nothing"
    before = await everything()
    assert isinstance(await appoint(lee), Refused)
    assert await everything() == before
    assert set(await role_holders(Role.OPERATOR, at=clock.now())) == {han, kim}
    named = await AuditEntry.filter(action__contains="role").values_list("actor_system", flat=True)
    assert set(named) == {"osan-talk offices"}


async def test_nobody_who_never_signed_in_becomes_an_operator(town, appoint, ids):
    before = await everything()
    assert isinstance(await appoint(ids.new()), Refused)
    assert await everything() == before
