"""How good and how fast, beside others, in one run. Nothing here is served."""
