"""A family names a place of its own; what is no name is not kept."""

import pytest

from domains.commute.models import Place
from domains.commute.public import place_names
from tests.builders.citizen import global_id
from tests.builders.witness import contents

ADD = """mutation ($request: UUID!, $child: ID!, $name: String!) {
    addPlace(input: {requestId: $request, childId: $child, name: $name, kind: OTHER,
        lat: 37.15, lon: 127.07}) { __typename } }"""


async def test_its_name_is_kept_on_one_line(city, home):
    hana = await city.citizen(home.mother)
    child = global_id("Person", home.child)

    assert (await hana.ask(ADD, child=child, name=" 할머니  댁\n")).kind == "WatchPlaceSuccess"

    places = await Place.filter(own_name__not_isnull=True).values_list("id", flat=True)
    assert "할머니 댁" in (await place_names(places)).values()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "BAD_USER_INPUT"),
        ("x" * 61, "BAD_USER_INPUT"),
        ("bell\x07", "BAD_USER_INPUT"),
        ("집 900101-1234567", "RESIDENT_NUMBER_REFUSED"),
    ],
)
async def test_what_is_no_name_changes_nothing(city, home, name, code):
    hana, before = await city.citizen(home.mother), await contents()

    refused = await hana.ask(ADD, child=global_id("Person", home.child), name=name)

    assert refused.kind == code
    assert "900101" not in refused.body
    assert await contents() == before
