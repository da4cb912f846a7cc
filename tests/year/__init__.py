"""A simulated year: every date that the law names comes on the right day, once.

`draw` makes a population and its plans from a seed; `oracle` says by its own reckoning (`korea`)
what must happen when; `live` lets the product's own jobs live through it; `judge` compares.
"""
