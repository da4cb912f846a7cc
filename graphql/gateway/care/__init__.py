"""Care in the public schema: a folder a room, each with its own roots."""
