"""What the house says about itself: logs, traces and metrics, none of them about a person."""

from infra.telemetry.logs import configure_logs
from infra.telemetry.trace import Trace, current_trace, joined_trace

__all__ = ["Trace", "configure_logs", "current_trace", "joined_trace"]
