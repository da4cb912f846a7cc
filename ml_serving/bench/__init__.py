"""How much a server costs over the bare model, measured: `python -m ml_serving.bench`.

Separate processes and real sockets: the server with its workers, the bare model, and the load's.
Sides take turns, each alone while it performs, after a warm-up that counts for nobody. Every answer
is compared with what the bare model says to the same body; a bench that hears something else fails
instead of printing.
"""
