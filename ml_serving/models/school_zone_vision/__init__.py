"""Persons and vehicles in a camera frame of a school zone, followed over frames, and blurred."""
