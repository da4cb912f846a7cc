"""The model server: its own process, its own virtual environment, reached over HTTP only."""
