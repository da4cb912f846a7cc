"""The smallest question that shows a server is really there."""

import socket


def answers(port: int, *, asked: bytes, reply: bytes, within_s: float = 1.0) -> bool:
    """Whether the server on `port` answers `asked` with something that starts with `reply`."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=within_s) as line:
            line.sendall(asked)
            return line.recv(len(reply)) == reply
    except OSError:
        return False
