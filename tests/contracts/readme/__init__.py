"""A README as a reader takes it: what to paste, what to see, where to look."""
