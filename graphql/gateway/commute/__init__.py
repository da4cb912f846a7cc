"""Commute in the public schema: positions in, timelines out, SOS both ways."""
