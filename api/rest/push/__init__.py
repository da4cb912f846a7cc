"""What an installation says without a session."""

from api.rest.push.seen import seen_route

__all__ = ["seen_route"]
