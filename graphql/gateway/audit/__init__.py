"""The audit as its readers see it."""
