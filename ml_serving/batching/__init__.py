"""Who waits for a worker, who goes next and with whom: pure decisions, no sockets and no loop."""
