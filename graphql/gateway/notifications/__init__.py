"""The list behind the bell."""
