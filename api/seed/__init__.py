"""Osan and its demo citizens as plain facts; a use case puts them into the database."""
