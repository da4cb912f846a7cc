"""`osan-talk offices`: the first two operators of a city, who give everybody else their office."""
