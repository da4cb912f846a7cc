"""`osan-talk bridge`: what homes say, from the broker into care."""

from api.bridge.process import run

__all__ = ["run"]
