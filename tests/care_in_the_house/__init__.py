"""Homes of the simulated year, lived in the whole running system.

What `tests.ml_serving.care_year` gives straight to the judgement comes here as people and devices
bring it: enrolled, paired, signed, out of order and twice, through the door, the timers, the
worker's jobs, the outbox and the push service, on a clock that is moved. Then both are compared.
"""
