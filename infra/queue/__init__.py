"""Work for the workers: the outbox offered to arq, and sweeps at their times."""
