"""Who, for whom, for which purpose: declared on every root field and every route.

NOT_YET only shrinks: a new field declares `about=` and `under=` from its first day
(`gateway.declarations` tells how).
"""

import pytest
from gateway.declarations import ABOUT, BrokenDeclaration, Nobody, Oneself, Subject, Tie
from gateway.fields import query
from gateway.guard import root_fields
from gateway.permissions import SignedIn
from gateway.schema import build_schema

from api.app import build_app
from api.rest.who_may_call import ROUTES, path_of, undeclared

NOT_YET = {
    "Query.me",
    "Query.hello",
    "Query.apiVersion",
    "Query.myDevices",
    "Query.purposes",
    "Query.locationUses",
    "Query.commuteTimeline",
    "Query.commuteRoute",
    "Query.watchedPlaces",
    "Query.places",
    "Query.sosQueue",
    "Query.mySosAlarms",
    "Query.inbox",
    "Query.unreadCount",
    "Query.node",
    "Mutation.registerPushDevice",
    "Mutation.pairTracker",
    "Mutation.revokeDevice",
    "Mutation.endRelation",
    "Mutation.grantRelation",
    "Mutation.grantConsent",
    "Mutation.withdrawConsent",
    "Mutation.reportPositions",
    "Mutation.raiseSos",
    "Mutation.acknowledgeSos",
    "Mutation.watchPlace",
    "Mutation.addPlace",
    "Mutation.unwatchPlace",
    "Mutation.markInboxRead",
    "Subscription.commuteEvents",
    "Subscription.inboxChanged",
}


def test_every_root_field_declares_for_whom() -> None:
    silent = {
        name
        for name, field in root_fields(build_schema()._schema)
        if field.extensions["strawberry-definition"].metadata.get(ABOUT) is None
    }
    assert silent - NOT_YET == set()


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
