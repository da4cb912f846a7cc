"""What operators do with what was given up; `notifications.public.dead_letters`."""

from notifications.dead_letters.count_dead_letters import AT_MOST as COUNTED_AT_MOST
from notifications.dead_letters.count_dead_letters import Heap, count_dead_letters
from notifications.dead_letters.dead_letter import (
    EVERYTHING,
    DeadLetter,
    Hindrance,
    Key,
    MayNotOperate,
    NoSuchDeadLetter,
    Page,
    Round,
    Wanted,
)
from notifications.dead_letters.dismiss import dismiss
from notifications.dead_letters.list_dead_letters import list_dead_letters
from notifications.dead_letters.policy import may_operate
from notifications.dead_letters.replay import replay
from notifications.dead_letters.show_dead_letter import show_dead_letter
from notifications.dead_letters.story import Step, Story, What

__all__ = [
    "COUNTED_AT_MOST",
    "EVERYTHING",
    "DeadLetter",
    "Heap",
    "Hindrance",
    "Key",
    "MayNotOperate",
    "NoSuchDeadLetter",
    "Page",
    "Round",
    "Step",
    "Story",
    "Wanted",
    "What",
    "count_dead_letters",
    "dismiss",
    "list_dead_letters",
    "may_operate",
    "replay",
    "show_dead_letter",
]
