"""What a person wishes: which channels ring for what, when it is quiet, what waits for a digest."""
