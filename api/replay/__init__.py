"""`osan-talk replay`: a recorded walk, sent to the running system as a phone would send it."""
