"""How it stands with the pushes; `notifications.public.operations`."""

from notifications.campaigns.report import Report
from notifications.channels.breaker import Circuit, Trouble
from notifications.channels.health import ChannelHealth
from notifications.operations.diagnose import LIMITS, Ailment, Finding, diagnose
from notifications.operations.gauges import tell, telling
from notifications.operations.picture import Picture, Running, Terms, look
from notifications.operations.pulse import Pulse
from notifications.operations.queues import AT_MOST, Queue
from notifications.operations.recent import Failure, Flow, Recent

__all__ = [
    "AT_MOST",
    "LIMITS",
    "Ailment",
    "ChannelHealth",
    "Circuit",
    "Failure",
    "Finding",
    "Flow",
    "Picture",
    "Pulse",
    "Queue",
    "Recent",
    "Report",
    "Running",
    "Terms",
    "Trouble",
    "diagnose",
    "look",
    "tell",
    "telling",
]
