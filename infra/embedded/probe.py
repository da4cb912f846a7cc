"""The smallest questions that show a server is really there."""

import socket


def listens(port: int, *, within_s: float = 0.5) -> bool:
    """Whether somebody takes a connection on `port`."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=within_s):
            return True
    except OSError:
        return False


def answers(port: int, *, asked: bytes, reply: bytes, within_s: float = 1.0) -> bool:
    """Whether the server on `port` answers `asked` with something that starts with `reply`."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=within_s) as line:
            line.sendall(asked)
            return line.recv(len(reply)) == reply
    except OSError:
        return False
