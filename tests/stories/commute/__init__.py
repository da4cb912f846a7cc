"""Stories of the way to school and back, through the whole house."""
