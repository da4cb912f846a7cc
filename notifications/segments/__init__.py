"""Whom a campaign is for: a small language, and the one SQL condition that it compiles to."""
