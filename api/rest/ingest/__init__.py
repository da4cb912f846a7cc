"""How phones with existing tracker apps report positions: their words into ours."""
