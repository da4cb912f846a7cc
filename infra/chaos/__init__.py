"""`make chaos`: every process of the house killed again and again while children cross fences.

The truth is this package's own plan of the city; what happened is read from the push emulator
and from the tables. The product is never asked.
"""
