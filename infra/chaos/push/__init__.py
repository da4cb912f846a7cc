"""`python -m infra.chaos push`: campaigns to a whole city while everything is killed.

The truth is who has a phone and what was ordered; what happened is read from the push emulator
and from the tables. The product is never asked.
"""
