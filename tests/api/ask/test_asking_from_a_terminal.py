"""`osan-talk ask`: what need not be typed is filled in, and a slip is told in words."""

import pytest
from gateway.shipped import schema_snapshot
from typer.testing import CliRunner

from api.ask.fill_in import fill_in
from api.ask.find_operation import find_operation, operations
from api.ask.question import MistypedQuestionError
from api.ask.show import pick
from api.ask.slots import slots_of
from api.cli import app
from graphql import GraphQLSchema, build_schema

MINA = "the id of Mina"
REQUEST = "01890000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(schema_snapshot().read_text("utf-8"))


@pytest.fixture
def variables_of(schema):
    def fill(operation, *typed, about=MINA):
        slots = slots_of(find_operation(operation).body, schema)
        return fill_in(slots, typed, about=about, request_id=REQUEST)

    return fill


def test_whom_it_is_about_is_filled_in_under_the_schemas_name(variables_of):
    assert variables_of("commute_timeline") == {"childId": MINA}
    assert variables_of("location_uses", "first=3") == {"subjectId": MINA, "first": 3}
    assert variables_of("notification_preferences") == {"personId": MINA}


def test_a_mutation_gets_its_request_id_and_its_input(variables_of):
    filled = variables_of("grant_consent", "purpose=COMMUTE_BUS", "textVersion=1", "locale=KO")
    assert filled["input"] == {
        "requestId": REQUEST,
        "subjectId": MINA,
        "purpose": "COMMUTE_BUS",
        "textVersion": 1,
        "locale": "KO",
    }


def test_a_filter_is_told_field_by_field(variables_of):
    assert variables_of("location_uses", "act=PROVIDE") == {
        "subjectId": MINA,
        "filter": {"act": "PROVIDE"},
    }


def test_nobody_is_named_where_nobody_is_asked_about(variables_of):
    assert variables_of("sos_queue") == {}


def test_what_is_missing_is_asked_for(variables_of):
    with pytest.raises(MistypedQuestionError, match=r"--about \(childId\)"):
        variables_of("commute_timeline", about=None)
    with pytest.raises(MistypedQuestionError, match=r"--set purpose=…"):
        variables_of("withdraw_consent")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("purpose", "name=value"),
        ("colour=red", "requestId, subjectId, purpose, textVersion, locale"),
        ("textVersion=one", "not JSON"),
    ],
)
def test_a_slip_is_told_in_words(variables_of, typed, told):
    with pytest.raises(MistypedQuestionError, match=told):
        variables_of("grant_consent", typed)


def test_a_subscription_is_left_to_the_playground():
    with pytest.raises(MistypedQuestionError, match="never ends"):
        find_operation("commute_events")


def test_one_value_is_picked_from_an_answer():
    answer = {"sosQueue": [{"id": "first"}, {"id": "second"}]}
    assert pick(answer, "sosQueue.1.id") == "second"
    with pytest.raises(MistypedQuestionError, match=r"no sosQueue\.2\.id"):
        pick(answer, "sosQueue.2.id")


def test_the_list_names_all_that_can_be_asked(no_settings):
    shown = CliRunner().invoke(app, ["ask", "--list"]).stdout
    finite = [name for name, one in operations().items() if one.kind != "subscription"]
    assert [name for name in finite if name not in shown] == []
