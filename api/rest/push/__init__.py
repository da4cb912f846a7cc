"""What an installation says without a session."""

from api.rest.push.answer import answer_route
from api.rest.push.seen import seen_route

__all__ = ["answer_route", "seen_route"]
