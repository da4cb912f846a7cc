"""For which purposes a person's data may be used, and who has looked."""
