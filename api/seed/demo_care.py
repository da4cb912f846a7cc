"""The demo's care: two seniors of one dong, a guardian, a care worker, a centre's desk, devices.

All invented. The desk is the counsellor's of `open_desks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from domains.care.public import homes
from domains.kernel.geo import LatLon

DONG = uuid5(NAMESPACE_URL, "osan-talk:demo:dong")
DONG_NAME = "대원동"
CARE_WORKER, CARE_DESK = "careworker", "counsellor"


@dataclass(frozen=True, slots=True)
class DemoSenior:
    """Who is cared for; `guardians` are asked in this order. `place` is for who wants to be on the
    care worker's map."""

    sub: str
    guardians: tuple[str, ...]
    address: str
    key_box_note: str | None
    own_words: str | None
    sensors: bool
    place: LatLon | None = None


SENIORS: tuple[DemoSenior, ...] = (
    DemoSenior(
        "bokrye",
        ("hyonyeo",),
        "오산시 대원동 복숭아로 12, 101동 203호",
        "현관 왼쪽 열쇠함, 번호는 생활지원사에게",
        "전화는 아침 아홉 시 지나서. 딸이 먼저. 고양이 소리는 걱정 말 것.",
        sensors=True,
        place=LatLon(37.1374, 127.0719),
    ),
    DemoSenior("mansu", (), "오산시 대원동 매화로 3", None, None, sensors=False),
)


@dataclass(frozen=True, slots=True)
class DemoDevice:
    """What hangs in a home. It has said how it does, but for one that was put up a moment ago."""

    serial: str
    model: str
    room: homes.Room
    shows_life: bool
    firmware: str | None = None
    battery: int | None = None
    forged: int = 0
    """How often somebody spoke in its name and was not believed."""


DEVICES: Mapping[str, tuple[DemoDevice, ...]] = {
    "bokrye": (
        DemoDevice("OS-MO-0001", "motion-2", homes.Room.LIVING_ROOM, True, "2.10.0", 91),
        DemoDevice("OS-MO-0002", "motion-2", homes.Room.BEDROOM, True, "2.10.0", 12),
        DemoDevice("OS-DO-0001", "door-1", homes.Room.ENTRANCE, True, "1.4.2", 77, forged=3),
        DemoDevice("OS-MO-0003", "motion-2", homes.Room.KITCHEN, True, "2.9.3", 64),
        DemoDevice("OS-SM-0001", "smoke-1", homes.Room.KITCHEN, False),
    )
}
"""By senior: one is well, the others show what the control room's page has words for."""
