"""Chores on people's keys, for whoever keeps the city's secrets."""
