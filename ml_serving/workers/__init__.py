"""Each worker is a process of its own, reached over a private socket with frames of our own."""
