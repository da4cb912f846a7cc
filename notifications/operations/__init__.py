"""How it stands with the pushes: for the operators' page, for Prometheus, and in plain words."""
