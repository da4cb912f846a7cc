"""Which versions are there, how each came to be ready, and what its inputs look like."""
