"""Ports that nobody uses at the moment."""

import socket


def free_port(host: str = "127.0.0.1") -> int:
    """A port that was free just now; another process may still be quicker."""
    with socket.socket() as listener:
        listener.bind((host, 0))
        return int(listener.getsockname()[1])


def port_is_busy(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server that binds `port` now would be refused."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            return True
        return False
