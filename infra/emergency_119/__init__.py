"""119's own system over HTTP: README.md is the contract."""

from infra.emergency_119.client import Emergency119, open_emergency_119

__all__ = ["Emergency119", "open_emergency_119"]
