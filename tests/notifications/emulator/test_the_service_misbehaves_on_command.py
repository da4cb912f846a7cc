"""Every failure of FCM, when told, as often as told, in FCM's own shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.emulator.misbehaviour import read_plan
from notifications.emulator.send import LostResponse
from tests.notifications.emulator.conftest import Emulator, arrival

FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"

REFUSALS = [
    ("unregistered", 404, "NOT_FOUND", "UNREGISTERED"),
    ("sender_id_mismatch", 403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH"),
    ("quota", 429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"),
    ("unavailable", 503, "UNAVAILABLE", "UNAVAILABLE"),
    ("internal", 500, "INTERNAL", "INTERNAL"),
    ("third_party_auth", 401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR"),
]


@pytest.mark.parametrize(("behaviour", "code", "status", "error"), REFUSALS)
async def test_a_refusal_has_fcms_shape_and_reaches_no_phone(
    emulator: Emulator, behaviour: str, code: int, status: str, error: str
) -> None:
    await emulator.phone("a")
    await emulator.order("/phones/a/behaviour", behaviour=behaviour)

    answer = await emulator.send(arrival("a"))

    assert answer.status_code == code
    body = answer.json()["error"]
    assert (body["code"], body["status"]) == (code, status)
    assert body["details"] == [{"@type": FCM_ERROR, "errorCode": error}]
    assert await emulator.screen("a") == []
    assert (await emulator.look("a"))["counts"]["refused"] == 1


async def test_a_quota_answer_says_when_to_come_back(emulator: Emulator) -> None:
    await emulator.order("/behaviour", behaviour="quota", retry_after_s=17)

    assert (await emulator.send(arrival("a"))).headers["retry-after"] == "17"


async def test_a_bad_gateway_speaks_html(emulator: Emulator) -> None:
    await emulator.order("/behaviour", behaviour="bad_gateway")

    answer = await emulator.send(arrival("a"))
    assert (answer.status_code, answer.headers["content-type"][:9]) == (502, "text/html")


async def test_the_next_two_fail_and_the_third_passes(emulator: Emulator) -> None:
    await emulator.order("/behaviour", behaviour="unavailable", next=2)

    codes = [(await emulator.send(arrival("a"))).status_code for _ in range(3)]
    assert codes == [503, 503, 200]


async def test_a_plan_runs_through_its_rules_in_order(emulator: Emulator) -> None:
    await emulator.order(
        "/behaviour",
        rules=[
            {"behaviour": "success", "next": 1},
            {"behaviour": "internal", "next": 1},
            {"behaviour": "quota"},
        ],
    )
    codes = [(await emulator.send(arrival("a"))).status_code for _ in range(4)]
    assert codes == [200, 500, 429, 429]


async def test_a_phones_own_plan_comes_before_the_projects(emulator: Emulator) -> None:
    await emulator.phone("a")
    await emulator.order("/behaviour", behaviour="internal")
    await emulator.order("/phones/a/behaviour", behaviour="unregistered")

    assert (await emulator.send(arrival("a"))).status_code == 404
    assert (await emulator.send(arrival("b"))).status_code == 500


async def test_success_ends_the_misbehaviour(emulator: Emulator) -> None:
    await emulator.order("/behaviour", behaviour="internal")
    await emulator.order("/behaviour", behaviour="success")

    assert (await emulator.send(arrival("a"))).status_code == 200


async def test_a_slow_answer_comes_after_the_phone_rang(emulator: Emulator) -> None:
    await emulator.order("/behaviour", behaviour="slow", delay_s=12.5)

    assert (await emulator.send(arrival("a"))).status_code == 200
    assert emulator.slept_s == [12.5]
    assert await emulator.screen("a") == ["도착"]


async def test_a_lost_response_delivers_and_answers_nothing(emulator: Emulator) -> None:
    await emulator.order("/behaviour", behaviour="lost_response", next=1)

    with pytest.raises(LostResponse):
        await emulator.send(arrival("a"))
    assert await emulator.screen("a") == ["도착"]
    assert (await emulator.counts())["LOST_RESPONSE"] == 1


@pytest.mark.parametrize(
    "order",
    [
        {"behaviour": "sulk"},
        {"behaviour": "quota", "probability": 1.5},
        {"behaviour": "slow", "delay_s": -1},
        {"behaviour": "internal", "next": 0},
        {"rules": "all of them"},
        {"behaviour": ["quota"]},
    ],
)
async def test_a_senseless_order_is_refused_and_changes_nothing(
    emulator: Emulator, order: dict[str, object]
) -> None:
    await emulator.phone("a")

    refused = await emulator.http.post("/control/phones/a/behaviour", json=order)
    assert refused.status_code == 400
    assert (await emulator.look("a"))["behaviour"] == []


@given(seed=st.integers(0, 2**32), probability=st.floats(0, 1))
def test_the_same_seed_rolls_the_same_misfortune(seed: int, probability: float) -> None:
    order = {"behaviour": "quota", "probability": probability, "seed": seed}
    one, other = read_plan(order, seed=0), read_plan(order, seed=1)

    assert [one.next_rule().behaviour for _ in range(50)] == [
        other.next_rule().behaviour for _ in range(50)
    ]
