"""Which domain folders speak in the public schema, in the order of the snapshot."""

from types import ModuleType

from gateway.commute import roots as commute
from gateway.platform import roots as platform

DOMAINS: tuple[ModuleType, ...] = (platform, commute)
"""Each module defines any of the strawberry types `Query`, `Mutation`, `Subscription`.

It may also define `TYPES`, the object types that only an interface reaches, and `NODES`, which
fetches each of its node types by key (`gateway.nodes.Fetch`), by GraphQL type name.
"""
