"""Shops: what is sold when, and what a shop may expect tomorrow."""
