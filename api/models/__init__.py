"""The house's door to the models' own command line, which lives in another environment."""
