"""Homes that notice, in the public schema."""
