"""The quick plan and graphql-core never disagree, whatever a phone sends."""

from typing import Any

from gateway.execution.variables import VariablesPlan
from graphql.execution.values import get_variable_values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphql import build_schema, parse

SCHEMA = build_schema("""
    enum Kind { HOME SCHOOL }
    input Fix { at: String! lat: Float! lon: Float! kind: Kind = HOME near: [Fix!] id: ID }
    input Choice @oneOf { a: Int b: String }
    type Query {
        ask(fixes: [Fix!]!, n: Int, grid: [[Float]], ok: Boolean = true, one: Choice): Int
    }
""")
OPERATION = parse("""
    query($fixes: [Fix!]!, $n: Int, $grid: [[Float]], $ok: Boolean = true, $one: Choice) {
        ask(fixes: $fixes, n: $n, grid: $grid, ok: $ok, one: $one)
    }
""").definitions[0]
PLAN = VariablesPlan(SCHEMA, OPERATION.variable_definitions)

odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["at", "lat", "lon", "x", "a", "b"]), inner, max_size=3)
    ),
    max_leaves=6,
)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-180, 180)
fix = st.fixed_dictionaries(
    {"at": st.text(max_size=5), "lat": numbers, "lon": numbers},
    optional={
        "kind": st.sampled_from(["HOME", "SCHOOL"]) | odd,
        "id": st.text(max_size=5) | st.integers(),
        "near": st.none() | st.lists(odd, max_size=2),
        "surprise": odd,
    },
)
variables = st.fixed_dictionaries(
    {},
    optional={
        "fixes": st.lists(fix, max_size=4) | fix | odd,
        "n": st.integers(-(2**33), 2**33) | odd,
        "grid": st.lists(st.lists(numbers, max_size=2), max_size=2) | odd,
        "ok": st.booleans() | odd,
        "one": st.dictionaries(st.sampled_from("ab"), st.integers(), max_size=2) | odd,
        "stranger": odd,
    },
)


def told(outcome: Any) -> object:
    """What a resolver or a client would see of it, types of numbers included."""
    if isinstance(outcome, list):
        return [error.message for error in outcome]
    return repr(outcome.coerced), set(outcome.sources)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(variables)
def test_the_plan_and_graphql_core_never_disagree(given_values: dict[str, Any]) -> None:
    expected = get_variable_values(SCHEMA, OPERATION.variable_definitions, given_values, 20)
    assert told(PLAN.coerce(given_values)) == told(expected)


def test_an_input_nested_without_end_is_refused_and_not_a_crash() -> None:
    deep: dict[str, Any] = {"at": "", "lat": 0.0, "lon": 0.0}
    for _ in range(5_000):
        deep = {"at": "", "lat": 0.0, "lon": 0.0, "near": [deep]}
    assert [error.message for error in PLAN.coerce({"fixes": [deep]})] == [
        "Variable values are nested too deeply."
    ]
