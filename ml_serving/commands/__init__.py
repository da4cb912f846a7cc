"""What `osan-talk models` does: one file a command."""
