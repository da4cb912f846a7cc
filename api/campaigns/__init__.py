"""`osan-talk campaign`: see, start, stop and watch campaigns from the city's own machines."""
