"""Replays reach the running system over real HTTP, by every entrance."""

import asyncio
import io
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
import typer
import uvicorn
from rich.console import Console
from starlette.applications import Starlette

from api.replay.demo_walk import demo_walk
from api.replay.find_credential import find_credential, keep_demo_trackers
from api.replay.hear_answer import ComeBack, Heeded, TurnedAway, hear_answer
from api.replay.order import Order, Protocol
from api.replay.run import run
from api.replay.send_track import Pace, Tally, send_track
from api.replay.speak import as_osmand, as_owntracks
from api.replay.track import TimedPoint
from api.rest.ingest.door import ConsentMissing, TooMany
from api.rest.osmand import osmand_route
from api.rest.owntracks import owntracks_route
from api.seed import demo
from domains.identity.public import DeviceCredential
from domains.kernel.clock import SimulatedClock
from domains.kernel.errors import Unavailable
from tests.ingest.recording_door import RecordingDoor

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
PHONE = DeviceCredential(UUID("01900000-0000-7000-8000-000000000001"), "s.e-c_ret")
STRANGER = DeviceCredential(PHONE.device_id, "wrong")
CHILD = demo.child("mina")
WALK = demo_walk(home=CHILD.home, school=CHILD.school.point, ends_at=NOW)
AT_ONCE = Pace()


@pytest.fixture
def door() -> RecordingDoor:
    return RecordingDoor(SimulatedClock(NOW), PHONE)


@pytest.fixture
async def client(door: RecordingDoor) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(
        routes=[owntracks_route(door, most=500), osmand_route(door, door.clock, most=500)]
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.wait({serving}, timeout=0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as phone:
        yield phone
    server.should_exit = True
    await serving


class Sleeper:
    """Sleeps in no time, and remembers for how long."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.mark.parametrize("speak", [as_owntracks(PHONE), as_osmand(PHONE)], ids=["ot", "osmand"])
@pytest.mark.parametrize("batch", [1, 7, 500])
async def test_every_point_of_a_walk_arrives_as_it_was(client, door, speak, batch: int) -> None:
    tally = await send_track(WALK, speak=speak, client=client, pace=Pace(batch=batch))
    assert (tally.sent, tally.accepted, tally.refused) == (len(WALK), len(WALK), Counter())
    assert [fix.at for fix in door.stored] == [point.at for point in WALK]
    for fix, point in zip(door.stored, WALK, strict=True):
        assert (fix.lat, fix.lon) == pytest.approx((point.lat, point.lon), abs=1e-7)
        assert fix.accuracy_m == pytest.approx(point.accuracy_m, abs=0.51)


async def test_refusals_are_counted_by_reason(client) -> None:
    bad = [
        TimedPoint(NOW, 0.0, 0.0),
        TimedPoint(NOW + timedelta(hours=1), 37.15, 127.07),
        TimedPoint(NOW, 37.15, 127.07),
    ]
    tally = await send_track(bad, speak=as_owntracks(PHONE), client=client, pace=Pace(batch=3))
    assert (tally.sent, tally.accepted) == (3, 1)
    assert tally.refused == Counter(null_island=1, future_dated=1)


async def test_a_withdrawn_consent_shows_in_the_tally(client, door) -> None:
    door.instead = ConsentMissing()
    tally = await send_track(WALK[:4], speak=as_owntracks(PHONE), client=client, pace=AT_ONCE)
    assert (tally.accepted, tally.refused) == (0, Counter(consent_missing=4))


async def test_a_stranger_stops_at_the_first_answer(client, door) -> None:
    tally = await send_track(WALK, speak=as_osmand(STRANGER), client=client, pace=AT_ONCE)
    assert tally.turned_away == TurnedAway(401, "Unauthorized")
    assert (tally.sent, door.stored) == (1, [])


@pytest.mark.parametrize(("trouble", "wait"), [(Unavailable(), 15.0), (TooMany(60), 60.0)])
async def test_while_the_system_is_down_points_are_kept_and_sent_again(
    client, door, trouble, wait: float
) -> None:
    sleeper = Sleeper()
    door.instead = trouble

    async def recover(seconds: float) -> None:
        await sleeper(seconds)
        door.instead = None

    tally = await send_track(
        WALK[:3], speak=as_owntracks(PHONE), client=client, pace=AT_ONCE, sleep=recover
    )
    assert (tally.accepted, tally.put_off, sleeper.slept) == (3, 1, [wait])


async def test_a_system_that_never_comes_back_ends_the_replay(client, door) -> None:
    door.instead = Unavailable()
    tally = await send_track(
        WALK, speak=as_owntracks(PHONE), client=client, pace=AT_ONCE, sleep=Sleeper()
    )
    assert tally.turned_away is not None
    assert tally.turned_away.status == 503


async def test_nobody_listening_is_waited_for_too() -> None:
    async with httpx.AsyncClient(base_url="http://127.0.0.1:9") as client:
        sleeper = Sleeper()
        tally = await send_track(
            WALK[:1], speak=as_owntracks(PHONE), client=client, pace=AT_ONCE, sleep=sleeper
        )
    assert tally.turned_away is not None
    assert len(sleeper.slept) == 20


async def test_sixty_times_as_fast_takes_a_second_a_minute(client) -> None:
    sleeper = Sleeper()
    walk = [TimedPoint(NOW - timedelta(minutes=10 - n), 37.15, 127.07) for n in range(10)]
    await send_track(
        walk, speak=as_owntracks(PHONE), client=client, pace=Pace(speed=60), sleep=sleeper
    )
    assert len(sleeper.slept) == 9
    assert all(n - 1 < waited <= n for n, waited in enumerate(sleeper.slept, start=1))


async def test_progress_is_told_after_every_request(client) -> None:
    told: list[int] = []

    def note(tally: Tally) -> None:
        told.append(tally.sent)

    await send_track(
        WALK[:5], speak=as_owntracks(PHONE), client=client, pace=Pace(batch=2), on_progress=note
    )
    assert told == [2, 4, 5]


def test_a_demo_citizen_or_a_typed_identifier_names_the_tracker(tmp_path) -> None:
    assert find_credential("mina", state_dir=tmp_path) is None
    keep_demo_trackers({"mina": PHONE}, state_dir=tmp_path)
    assert find_credential("mina", state_dir=tmp_path) == PHONE
    assert find_credential(PHONE.identifier, state_dir=tmp_path) == PHONE
    assert find_credential("stranger", state_dir=tmp_path) is None
    assert oct((tmp_path / "demo_trackers.json").stat().st_mode)[-3:] == "600"


GRAPHQL = {"content-type": "application/graphql-response+json"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            {"data": {"reportPositions": {"__typename": "ReportPositionsSuccess", "accepted": 2,
             "refused": [{"index": 1, "reason": "TOO_OLD"}]}}},
            Heeded(2, Counter(too_old=1)),
        ),
        ({"data": {"reportPositions": {"__typename": "ConsentMissing"}}},
         TurnedAway(200, "ConsentMissing")),
        ({"data": None, "errors": [{"message": "no"}]}, TurnedAway(200, "no")),
    ],
)  # fmt: skip
def test_answers_of_the_mutation_are_understood(said, meant) -> None:
    assert hear_answer(httpx.Response(200, json=said, headers=GRAPHQL)) == meant


def test_a_server_error_without_advice_is_tried_again_soon() -> None:
    assert hear_answer(httpx.Response(500)) == ComeBack(2.0, 500)


@pytest.mark.parametrize("protocol", [Protocol.OWNTRACKS, Protocol.OSMAND])
async def test_the_demo_walk_goes_from_the_command_line_to_the_door(
    client, door, settings, protocol: Protocol
) -> None:
    screen = Console(file=io.StringIO(), width=120)
    order = Order("demo", who=PHONE.identifier, url=str(client.base_url), protocol=protocol,
                  speed="max", batch=20)  # fmt: skip
    tally = await run(settings, order, console=screen, clock=door.clock)
    assert tally.went_well
    assert [fix.at for fix in door.stored] == [point.at for point in WALK]
    assert f"accepted │ {len(WALK)}".replace(" ", "") in screen.file.getvalue().replace(" ", "")


async def test_a_walk_recorded_in_limerick_ends_at_a_school_of_osan(
    client, door, settings, tmp_path
) -> None:
    path = tmp_path / "walk.csv"
    rows = [f"2019-02-18T07:4{n}:00Z,{52.62 + n * 0.0007},{-8.66}" for n in range(6)]
    path.write_text("\n".join(["time,lat,lon", *rows]))
    order = Order(str(path), who=PHONE.identifier, url=str(client.base_url), speed="max",
                  end_at="운산초등학교")  # fmt: skip
    await run(settings, order, console=Console(file=io.StringIO()), clock=door.clock)
    assert (door.stored[-1].at, len(door.stored)) == (NOW, 6)
    assert (door.stored[-1].lat, door.stored[-1].lon) == (CHILD.school.lat, CHILD.school.lon)


async def test_graphql_without_a_token_is_explained(settings) -> None:
    with pytest.raises(typer.BadParameter, match="needs --token"):
        await run(settings, Order("demo", protocol=Protocol.GRAPHQL))
