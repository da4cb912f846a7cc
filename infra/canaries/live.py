"""Days in the town: consents, a walk with its pushes, a call for help, letters to the desk."""

import math
from typing import Any

from domains.kernel.clock import SystemClock
from domains.kernel.geo import METRES_PER_DEGREE
from infra.canaries.town import Town
from infra.canaries.visitor import UnexpectedAnswer

PURPOSES = (
    "COMMUTE_ARRIVAL",
    "COMMUTE_DEPARTURE",
    "COMMUTE_BUS",
    "COMMUTE_ALERTS",
    "COMMUTE_ROUTE_HISTORY",
    "COMMERCE_ADVERTISING",
    "COMMERCE_ADVERTISING_NIGHT",
)
HOME_LAT, HOME_LON = 37.1487, 127.0771
STEP_S, METRES_A_STEP = 20, 60.0
CASE = "... on RightsCaseSuccess { caseId state }"


async def consent(town: Town, subject: str, by: str, *, for_: str | None = None) -> None:
    """To everything that the city asks for."""
    for purpose in PURPOSES:
        await town[by].tell(
            "grantConsent",
            "",
            for_=for_,
            subjectId=town[subject].id,
            purpose=purpose,
            textVersion=1,
            locale="KO",
        )


async def choose_notices(town: Town, subject: str, by: str) -> None:
    await town[by].tell("chooseProvisionNotices", "", subjectId=town[subject].id, notices="DAILY")


async def watch_home(town: Town, child: str, by: str) -> tuple[float, float]:
    """A place of the family's own; it is the child's, whoever named it, and goes with the child."""
    note = town.notebook
    lat = note.coordinate(child, "a place's latitude", HOME_LAT)
    lon = note.coordinate(child, "a place's longitude", HOME_LON)
    await town[by].tell(
        "addPlace",
        "... on WatchPlaceSuccess { placeId }",
        childId=town[child].id,
        name=note.word(child, "a place's name"),
        kind="HOME",
        lat=lat,
        lon=lon,
    )
    return lat, lon


async def walk(town: Town, child: str, by: str, home: tuple[float, float]) -> None:
    """Towards home, a while there, and away, as the phone's own tracker app tells it."""
    paired = await town[by].tell(
        "pairTracker",
        "... on PairTrackerSuccess { deviceId ownTracks { url userName password } }",
        ownerId=town[child].id,
        name=town.notebook.word(child, "tracker's name"),
    )
    tracker = paired["ownTracks"]
    town.notebook.secret(child, "tracker's secret", tracker["password"])
    away_m = [600 - METRES_A_STEP * step for step in range(11)]
    metres = [*away_m, *[0.0] * 8, *reversed(away_m)]
    began = int(SystemClock().now().timestamp()) - STEP_S * (len(metres) + 1)
    answer = await town.http.post(
        f"{town.house.url}/ingest/owntracks",
        json=[
            {
                "_type": "location",
                "tst": began + STEP_S * step,
                "acc": 7,
                **_place(town, child, home, away, step),
            }
            for step, away in enumerate(metres)
        ],
        auth=(tracker["userName"], tracker["password"]),
    )
    if answer.status_code != 200 or answer.headers.get("osan-refused"):
        raise UnexpectedAnswer(f"owntracks: {answer.status_code} {answer.headers}")


def _place(
    town: Town, child: str, home: tuple[float, float], away_m: float, step: int
) -> dict[str, float]:
    lon_scale = METRES_PER_DEGREE * math.cos(math.radians(home[0]))
    note = town.notebook
    return {
        "lat": note.coordinate(child, f"latitude of fix {step}", home[0]),
        "lon": note.coordinate(child, f"longitude of fix {step}", home[1] + away_m / lon_scale),
    }


async def call_for_help(town: Town, child: str, taken_by: str) -> None:
    raised = await town[child].tell("raiseSos", "... on RaiseSosSuccess { sosId }")
    await town[taken_by].tell(
        "acknowledgeSos", "... on AcknowledgeSosSuccess { sosId }", sosId=raised["sosId"]
    )


async def look(town: Town, child: str, by: str) -> None:
    """A guardian reads the day; the child's record of uses names them."""
    await town[by].ask(
        "query($id: ID!) { commuteTimeline(childId: $id) { __typename } }", {"id": town[child].id}
    )


async def write_to_the_desk(town: Town, subject: str) -> str:
    """Three letters and a draft, answers to them, and a copy; the copy's passphrase."""
    note, citizen, officer = town.notebook, town[subject], town["officer"]

    async def letter(kind: str, **more: Any) -> str:
        words = note.word(subject, f"words of a case of {kind.lower()}")
        case = await citizen.tell(
            "openRightsCase", CASE, subjectId=citizen.id, kind=kind, words=words, **more
        )
        return str(case["caseId"])

    objection = await letter("OBJECTION")
    await officer.tell(
        "refuseRightsCase",
        CASE,
        caseId=objection,
        reason="HARMS_OTHERS",
        words=note.word(subject, "the desk's words of refusal"),
    )
    change = {
        "what": "OTHER",
        "value": note.word(subject, "a correction's value"),
        "evidence": note.word(subject, "a correction's evidence"),
    }
    correction = await letter("CORRECTION", change=change)
    answer = note.word(subject, "the desk's answer")
    await officer.tell(
        "answerRightsCase", CASE, takes="RightsStepInput", caseId=correction, words=answer
    )
    await letter("PORTABILITY", asDraft=True)
    copy = await citizen.tell(
        "requestRightsExport",
        "... on RequestRightsExportSuccess { exportId passphrase link }",
        caseId=await letter("ACCESS"),
    )
    note.secret(subject, "passphrase of a copy", copy["passphrase"])
    return str(copy["exportId"])
