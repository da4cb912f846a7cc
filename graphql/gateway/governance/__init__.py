"""The rights desk: what a person may ask of their data, and how the desk answers."""
