"""One message to a segment of the city: written, previewed, started, watched, stopped."""
