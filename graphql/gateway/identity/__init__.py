"""People as they see themselves, their families and their devices."""
