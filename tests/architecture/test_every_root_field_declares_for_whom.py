"""Who, for whom, for which purpose: declared on every root field, node type and route.

A schema with a silent field does not build (`gateway.guard`); neither does one that names no
purpose for somebody's data.
"""

import pytest
from gateway.declarations import BrokenDeclaration, Nobody, Oneself, Subject, Tie
from gateway.fields import query
from gateway.guard import declaration_of, root_fields
from gateway.permissions import SignedIn
from gateway.schema import build_schema

from api.app import build_app
from api.rest.who_may_call import ROUTES, path_of, undeclared


def test_every_root_field_declares_for_whom() -> None:
    fields = list(root_fields(build_schema()._schema))
    assert fields
    assert [name for name, field in fields if declaration_of(field) is None] == []


def test_the_schema_tells_its_readers() -> None:
    timeline = build_schema()._schema.query_type.fields["commuteTimeline"]
    assert "open to: parent, self" in timeline.description
    assert "Under the consent to: " in timeline.description


def test_every_route_stands_on_the_notice_board(settings) -> None:
    routes = build_app(settings).routes
    assert undeclared(routes) == []
    assert ROUTES.keys() - {path_of(route) for route in routes} == set()


@pytest.mark.parametrize(
    ("about", "message"),
    [
        (Oneself(), "under which consent or law"),
        (Subject("childId", open_to=frozenset({Tie.SELF})), "under which consent or law"),
    ],
)
def test_personal_data_is_never_declared_without_its_basis(about, message) -> None:
    with pytest.raises(BrokenDeclaration, match=message):
        query(allow=SignedIn(), about=about, description="Somebody's.")


def test_the_notice_board_needs_none() -> None:
    query(allow=SignedIn(), about=Nobody(), description="The weather.")
