"""How much of anything a stranger may send, and how slowly."""

from dataclasses import dataclass

KIB, MIB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one listener. Sizes in bytes, times in seconds.

    `arrival_s`: how long a request may take from its first byte to its last (slow headers, slow
    bodies). `idle_s`: how long a kept connection may say nothing. `unread_s`: how long a client
    may leave its answer unread. `held_bytes`: bodies of all connections together.
    """

    head_bytes: int = 16 * KIB
    body_bytes: int = 24 * MIB
    held_bytes: int = 256 * MIB
    connections: int = 1024
    arrival_s: float = 30.0
    idle_s: float = 75.0
    unread_s: float = 30.0
    drain_s: float = 20.0
