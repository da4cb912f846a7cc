"""Learners: what they have shown to know."""
