"""The demo's care: two seniors of one dong, a guardian, a care worker, a centre's desk.

All invented. The desk is the counsellor's of `open_desks`.
"""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

DONG = uuid5(NAMESPACE_URL, "osan-talk:demo:dong")
DONG_NAME = "대원동"
CARE_WORKER, CARE_DESK = "careworker", "counsellor"


@dataclass(frozen=True, slots=True)
class DemoSenior:
    """Who is cared for; `guardians` are asked in this order."""

    sub: str
    guardians: tuple[str, ...]
    address: str
    key_box_note: str | None
    own_words: str | None
    sensors: bool


SENIORS: tuple[DemoSenior, ...] = (
    DemoSenior(
        "bokrye",
        ("hyonyeo",),
        "오산시 대원동 복숭아로 12, 101동 203호",
        "현관 왼쪽 열쇠함, 번호는 생활지원사에게",
        "전화는 아침 아홉 시 지나서. 딸이 먼저. 고양이 소리는 걱정 말 것.",
        sensors=True,
    ),
    DemoSenior("mansu", (), "오산시 대원동 매화로 3", None, None, sensors=False),
)
