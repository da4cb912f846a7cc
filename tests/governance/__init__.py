"""The rights desk: its clock, its moves, its seals."""
