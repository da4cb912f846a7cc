"""Stories of the rights desk."""
