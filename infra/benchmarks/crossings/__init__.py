"""How well crossings are found on real tracks: independent truth, stated noise, precision and
recall. Run with `python -m infra.benchmarks.crossings`.
"""
