"""The engine: claims what is due lane by lane, sends it, and records what became of it."""
