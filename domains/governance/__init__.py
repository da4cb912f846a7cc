"""The rights desk: what a person may ask of their data, by when, and what was answered."""
