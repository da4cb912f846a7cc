"""What measures the server must itself be right."""
