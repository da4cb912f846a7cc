"""Simulated homes for training and tuning: minute by minute, a state of the person and its traces.

A home is a person drawn from six ways of life, a day after day of sleep, rest, work in the house,
bathroom and absence on a grid of minutes, sensors that see part of it, and what disturbs: a slow
drift, the season, visits, trips, a cat, appliances, outages. The reported figures come from
`homes_apart`, which shares neither code nor numbers with this.
"""
