"""`make chaos-care`: a case climbs, and whoever carries it is killed before and after each step.

The truth is this package's own plan of the ladder and a log of what was done from outside; what
happened is read from the emulators and from the tables. The product is never asked.
"""
