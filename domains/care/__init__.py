"""People who live alone, and those who would miss them."""
