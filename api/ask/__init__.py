"""`osan-talk ask`: the operations that the apps send, asked from a terminal as a demo citizen."""
