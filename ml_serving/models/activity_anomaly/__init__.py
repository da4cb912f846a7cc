"""A person's own rhythm, and when a silence has become too long for this hour of this person."""
