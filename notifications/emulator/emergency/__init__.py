"""119's own system for development: takes events, shows them at `/119`, and fails when told to."""
