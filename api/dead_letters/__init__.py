"""`osan-talk dead-letters`: what was given up, at the console."""
