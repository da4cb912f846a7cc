"""Demand of a shop, hour by hour or day by day: quantiles 0.1, 0.5 and 0.9 for each step ahead.

One network for all shops. It mixes simple forecasts (`anchors`), corrects their mix and puts a
band around it, all in units of the shop's own level, so that ten orders a day and ten thousand
look alike to it. A shop without history borrows level and rhythm from its category (`level`).

The way through: `read_request` -> `window` -> `level`, `anchors`, `features` -> `network` ->
`predict`.
"""
